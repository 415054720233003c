"""Which page exists in which language, its address, its twins, and everything that it prints."""

from site_builder.pages.edition import Edition, editions
from site_builder.pages.page import Derivative, Link, Making, Page, Picture
from site_builder.pages.plan import plan

__all__ = ["Derivative", "Edition", "Link", "Making", "Page", "Picture", "editions", "plan"]
