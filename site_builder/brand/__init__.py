"""A programme's own look: the files of its logo and fonts, held against what may stand on a public site."""

from site_builder.brand.files import Brand, BrandFault, Face, Picture, Typography
from site_builder.brand.font import is_variable
from site_builder.brand.picture import inspect_picture

__all__ = ["Brand", "BrandFault", "Face", "Picture", "Typography", "inspect_picture", "is_variable"]
