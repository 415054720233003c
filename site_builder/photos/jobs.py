"""Jobs on pictures for a worker pool. Decoders are imported where the jobs run, so only workers load them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.pictures.inspection import FileFault
from site_builder.pictures.plan import PhotoPlan, Placeholder
from site_builder.workers.process import Answer, Failure

_RULES = {
    Failure.TIME: "picture-costly",
    Failure.MEMORY: "picture-costly",
    Failure.CRASH: "picture-broken",
    Failure.UNREADABLE: "file-unreadable",
}


def failure_fault(failure: Failure) -> FileFault:
    """Say of a picture that its job failed."""
    return FileFault(_RULES[failure])


@dataclass(frozen=True, slots=True)
class MadePhoto:
    """Holds the contents of a photo's files in the plan's order, and its placeholder for pages."""

    contents: tuple[bytes, ...]
    placeholder: Placeholder


@dataclass(frozen=True, slots=True)
class PhotoJob:
    """Make the planned files of the photo at ``path``."""

    path: Path
    plan: PhotoPlan

    def run(self) -> Answer:
        """Give the placeholder and the files, or the fault's rule and parameters."""
        from site_builder.photos.derivatives import derive

        made = derive(self.path.read_bytes(), self.plan)
        if isinstance(made, FileFault):
            return {"rule": made.rule, "params": dict(made.params)}, ()
        return {}, (made.placeholder.packed(), *made.contents)

    def result(self, words: Mapping[str, Any], contents: Sequence[bytes]) -> MadePhoto | FileFault:
        """Read the same again."""
        if words:
            return FileFault(**words)
        return MadePhoto(tuple(contents[1:]), Placeholder.unpacked(contents[0]))

    def failed(self, failure: Failure) -> MadePhoto | FileFault:
        """Say of the picture that it harmed its worker."""
        return failure_fault(failure)


@dataclass(frozen=True, slots=True)
class ThumbnailJob:
    """Give ``likeness.thumbnails`` of a picture of any kind; nothing where it cannot be decoded within the limits.

    ``cuts``: add what ``cut_for_cards`` and ``parts_of`` give.
    """

    data: bytes
    cuts: bool = False

    def run(self) -> Answer:
        """Decode the picture and give its thumbnails."""
        from site_builder.photos.likeness import cut_for_cards, parts_of, thumbnails

        found = thumbnails(self.data)
        return {}, (*found, *cut_for_cards(self.data), *parts_of(self.data)) if self.cuts else found

    def result(self, words: Mapping[str, Any], contents: Sequence[bytes]) -> tuple[bytes, ...]:
        """Give the thumbnails."""
        return tuple(contents)

    def failed(self, failure: Failure) -> tuple[bytes, ...]:
        """Give no thumbnail."""
        return ()
