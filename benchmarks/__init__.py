"""The project against its peers: the same synthetic records, the same run. ``python -m benchmarks``."""
