"""Makes the pictures that readers get from pixels, as ``pictures.plan`` says, in processes that no file can harm.

``jobs`` has what a worker pool runs; decoders are imported where they run.
"""
