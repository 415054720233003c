"""libyaml's events, one at a time, and where they begin and end as indices into the text."""

from __future__ import annotations

from collections.abc import Callable

from yaml import Event
from yaml._yaml import CParser


def events_of(text: str) -> Callable[[], Event | None]:
    """A function that gives the next event of ``text``, None behind the last.

    It raises yaml.YAMLError where the text is no YAML, and ValueError for some characters.
    """
    get_event: Callable[[], Event | None] = CParser(text).get_event
    return get_event


def start_of(event: Event) -> int:
    """Where an event begins."""
    return event.start_mark.index if event.start_mark else 0


def end_of(event: Event) -> int:
    """Where an event ends: the index behind its last character."""
    return event.end_mark.index if event.end_mark else 0
