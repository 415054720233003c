"""The pictures that readers get, made from pixels as ``pictures.plan`` says, in processes that no file can harm."""

from site_builder.photos.crew import Crew
from site_builder.photos.limits import Limits
from site_builder.photos.order import Made, Order

__all__ = ["Crew", "Limits", "Made", "Order"]
