"""The pictures that readers get, made from pixels as ``pictures.plan`` says, in processes that no file can harm.

Whoever wants them asks a ``crew``. What workers and crews need is imported apart, so that workers start sooner.
"""
