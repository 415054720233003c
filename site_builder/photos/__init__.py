"""The pictures that readers get, made from pixels as ``pictures.plan`` says, in processes that no file can harm.

Whoever wants them asks a ``crew``. What a worker needs and what its crew needs are imported apart: workers start sooner.
"""
