"""Forms for people who write in a browser: what Sveltia CMS is told about the records, made from their models."""

from site_builder.forms.collections import asked, configuration

__all__ = ["asked", "configuration"]
