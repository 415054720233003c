"""Derivatives of a picture, made here: planned and encoded as a build does it, with each file beside its plan."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.photos import derivatives
from site_builder.pictures.inspection import FileFault, inspect
from site_builder.pictures.plan import PhotoPlan, Placeholder, PlannedFile, Recipe, plan_photo


@dataclass(frozen=True)
class Derivative(PlannedFile):
    """One file that was made."""

    content: bytes


@dataclass(frozen=True)
class Derivatives:
    """All files of a picture, in the plan's order, and its placeholder."""

    plan: PhotoPlan
    files: tuple[Derivative, ...]
    placeholder: Placeholder


def derive(source: bytes, recipe: Recipe) -> Derivatives | FileFault:
    """Make the files of a picture, whose source is inspected first."""
    info = inspect(source)
    if isinstance(info, FileFault):
        return info
    plan = plan_photo(info, recipe)
    made = derivatives.derive(source, plan)
    if isinstance(made, FileFault):
        return made
    pairs = zip(plan.files, made.contents, strict=True)
    files = tuple(Derivative(file.name, file.width, file.height, file.format, content) for file, content in pairs)
    return Derivatives(plan, files, made.placeholder)
