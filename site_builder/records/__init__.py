"""What staff write: one frozen, typed model for each kind of record. The fields' names are a contract."""

from site_builder.records.consent import Consent, Person, Use
from site_builder.records.milestone import Milestone, Update
from site_builder.records.photo import Photo
from site_builder.records.quote import Quote
from site_builder.records.registers import REGISTERS, Indicator, Partner, Programme, Source, Theme
from site_builder.records.result import Result
from site_builder.records.settings import Contact, Settings
from site_builder.records.story import Correction, Story
from site_builder.records.units import Unit

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
