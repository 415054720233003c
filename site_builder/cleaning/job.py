"""Cleaning as a job for a worker: whatever a file does to its parser, it does to that process alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from site_builder.cleaning.kinds import Kind
from site_builder.cleaning.result import Cleaned, Refusal
from site_builder.pictures import PictureFault


@dataclass(frozen=True, slots=True)
class Cleaning:
    """A file to clean, as in ``cleaners.clean``."""

    kind: Kind
    source: bytes
    suffix: str

    def run(self) -> Sequence[bytes] | PictureFault:
        """Clean it: what came of it as JSON, and the content where that is another one."""
        from site_builder.cleaning.cleaners import clean

        made = clean(self.kind, self.source, self.suffix)
        if isinstance(made, Refusal):
            return (json.dumps({"refusal": asdict(made)}).encode(),)
        words = json.dumps({"found": sorted(made.found)}).encode()
        return (words,) if made.content is None else (words, made.content)

    def result(self, contents: Sequence[bytes]) -> Cleaned | Refusal:
        """Read what came of it."""
        words = json.loads(contents[0])
        if "refusal" in words:
            return Refusal(**words["refusal"])
        return Cleaned(contents[1] if len(contents) > 1 else None, frozenset(words["found"]))
