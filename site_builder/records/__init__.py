"""Defines what staff write: one frozen, typed model for each kind of record. The fields' names are a contract."""

from site_builder.records.fields import Unit
from site_builder.records.registers import REGISTERS, Indicator, Milestone, Partner, Programme, Source, Theme, Update
from site_builder.records.settings import Contact, Settings
from site_builder.records.story import Consent, Correction, Person, Photo, Quote, Result, Story, Use

__all__ = [
    "REGISTERS",
    "Consent",
    "Contact",
    "Correction",
    "Indicator",
    "Milestone",
    "Partner",
    "Person",
    "Photo",
    "Programme",
    "Quote",
    "Result",
    "Settings",
    "Source",
    "Story",
    "Theme",
    "Unit",
    "Update",
    "Use",
]
