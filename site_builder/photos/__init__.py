"""Makes the pictures that readers get from pixels, as ``pictures.plan`` says, in processes that no file can harm.

Whoever wants them asks a ``crew``. What workers and crews need is imported apart, so that workers start sooner.
"""
