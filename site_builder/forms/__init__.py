"""Forms for people who write in a browser: the configuration of Sveltia CMS, made from the models of records."""

from site_builder.forms.configuration import configuration, hosts

__all__ = ["configuration", "hosts"]
