"""The Site: every record that could be read, frozen. It holds private fields, which end in ``public``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.pictures import PictureInfo
from site_builder.records.gist import Gist
from site_builder.records import Indicator, Milestone, Partner, Programme, Result, Settings, Source, Story, Theme


@dataclass(frozen=True)
class Site:
    """``pictures``: what is known of the picture files that stories name, by path in the project. ``files``: the names
    that stand in each story's folder. ``absent``: paths of picture files that stories name and that are not there.
    ``broken``: folders of stories that could not be read; ``broken_registers``: names of registers that could not be
    read whole, ``milestones`` among them. ``drafts``: folders of drafts, even of those that could not be read. ``gists``: of stories, by
    their folders."""

    settings: Settings
    stories: tuple[Story, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    themes: Mapping[str, Theme] = field(default_factory=dict)
    partners: Mapping[str, Partner] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    pictures: Mapping[str, PictureInfo] = field(default_factory=dict)
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()
    broken_registers: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    gists: Mapping[str, Gist] = field(default_factory=dict)

    def results(self) -> dict[str, Result]:
        """Every result under ``story-id/result-id``."""
        return {f"{story.id}/{result.id}": result for story in self.stories for result in story.results}
