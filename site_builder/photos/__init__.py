"""From a picture file to the pictures of the site: planned from its head, made from its pixels, named by digest."""

from site_builder.photos.derive import ENCODERS, Derivative, Derivatives, derive
from site_builder.photos.recipe import PhotoSet, Planned, Recipe, plan

__all__ = ["ENCODERS", "Derivative", "Derivatives", "PhotoSet", "Planned", "Recipe", "derive", "plan"]
