"""The pictures that readers get, made from pixels as ``pictures.plan`` says."""

from site_builder.photos.derive import ENCODERS, Derivative, Derivatives, derive
from site_builder.photos.memory import keep_memory

__all__ = ["ENCODERS", "Derivative", "Derivatives", "derive", "keep_memory"]
