"""What the templates print: each view holds passages and finished words, in one locale, and no records."""

from site_builder.pages.views.doors import HomeView, Language, LanguagesView, MovedView
from site_builder.pages.views.lists import (
    CreditsView,
    Group,
    ListView,
    Numbering,
    Place,
    ResultsView,
    SearchView,
    TopicView,
)
from site_builder.pages.views.parts import Card, Correction, Figure, Quotation
from site_builder.pages.views.promises import Event, ProgressView, Promise, Standing, Word
from site_builder.pages.views.stories import Arrangement, Pair, Row, Shot, StoryView

__all__ = [
    "Arrangement",
    "Card",
    "Correction",
    "CreditsView",
    "Event",
    "Figure",
    "Group",
    "HomeView",
    "Language",
    "LanguagesView",
    "ListView",
    "MovedView",
    "Numbering",
    "Pair",
    "Place",
    "ProgressView",
    "Promise",
    "Quotation",
    "ResultsView",
    "Row",
    "SearchView",
    "Shot",
    "Standing",
    "StoryView",
    "TopicView",
    "Word",
]
