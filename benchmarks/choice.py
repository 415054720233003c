"""What of the benchmark is run, when only a part is to be repeated."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.results import (
    CHECK,
    COLD,
    ELEVENTY,
    HUGO,
    HUGO_WEBP,
    IMPORTS,
    LABEL,
    MATERIAL,
    PHOTOGRAPHS,
    PICTURE,
    PROJECT,
    STORY,
    UNCHANGED,
    VERSION,
)

SUBJECTS = {
    "project": PROJECT,
    "hugo": HUGO,
    "hugo-webp": HUGO_WEBP,
    "eleventy": ELEVENTY,
    "mkdocs": MATERIAL,
    "imports": IMPORTS,
}
MODES = {
    "cold": COLD,
    "unchanged": UNCHANGED,
    "story": STORY,
    "label": LABEL,
    "picture": PICTURE,
    "photographs": PHOTOGRAPHS,
    "version": VERSION,
    "check": CHECK,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which subjects and which modes; where none is named, all."""

    subjects: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()

    def has(self, subject: str, mode: str) -> bool:
        """Whether this subject is to be measured doing this."""
        return (not self.subjects or subject in self.subjects) and (not self.modes or mode in self.modes)

    def has_sites(self, subject: str) -> bool:
        """Whether anything but photographs is to be measured of this subject."""
        return any(self.has(subject, mode) for mode in MODES.values() if mode != PHOTOGRAPHS)

    def has_photographs(self) -> bool:
        """Whether photographs are to be measured of anybody."""
        return any(self.has(subject, PHOTOGRAPHS) for subject in (PROJECT, HUGO, HUGO_WEBP))


EVERYTHING = Choice()


def choice(text: str) -> Choice:
    """What ``project,hugo,cold`` chooses. Raises ValueError, whose message is the name that is none."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in SUBJECTS and name not in MODES:
            raise ValueError(name)
    return Choice(
        frozenset(SUBJECTS[name] for name in names if name in SUBJECTS),
        frozenset(MODES[name] for name in names if name in MODES),
    )
