"""What is wrong, where, and how it is said: problems are values, never exceptions."""

from site_builder.problems.problem import Place, Position, Problem, Task, faulty_folders, grave, in_order
from site_builder.problems.rules import RULES, Severity

__all__ = ["RULES", "Place", "Position", "Problem", "Severity", "Task", "faulty_folders", "grave", "in_order"]
