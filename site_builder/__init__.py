"""Success stories and progress milestones, from YAML records to a bilingual static site.

Start with ``build.py``: it is the whole way of the data on one screen.
"""

__version__ = "0.1.0"
