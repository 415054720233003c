"""Reads files into records and problems: strict in what is accepted, kind in how it is explained."""

from site_builder.reading.project import read_project
from site_builder.reading.yaml_nodes import locate

__all__ = ["locate", "read_project"]
