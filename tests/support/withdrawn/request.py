"""What is withdrawn of a random project: what is typed, what that means, and what readers saw of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.support.withdrawn.project import Project, Tree
from tests.support.withdrawn.sayings import without_title
from tests.support.withdrawn.search import Look, Sought, look_of
from tests.support.withdrawn.words import plain

Entry = tuple[str, str, int]
"""Folder, kind, index."""


@dataclass(frozen=True)
class Request:
    """``typed``: the reference. ``reference``: of the consent, where it is one. ``entries``: which it means.
    ``story``: the folder, where it is a whole story. ``gone``: folders of stories of which nothing may stay."""

    typed: str
    reference: str = ""
    entries: frozenset[Entry] = frozenset()
    story: str = ""
    gone: frozenset[str] = frozenset()


def ask(project: Project) -> Request:
    """Something at random: a consent, a story, a photo or a quotation."""
    chance = project.chance
    wanted = chance.choice(("consent", "consent", "consent", "story", "photo", "quote"))
    found = list(project.entries())
    used = sorted({entry["consent"]["reference"] for _, _, _, entry in found if "consent" in entry})
    parts = [each for each in found if each[1] == f"{wanted}s"]
    if wanted == "consent" and used:
        return _for_consent(project, chance.choice(used))
    if parts:
        folder, kind, at, entry = chance.choice(parts)
        story = chance.choice((folder, f"stories/{folder}", project.stories[folder].get("id", folder)))
        part = chance.choice((entry["id"], entry.get("file", entry["id"])))
        typed = chance.choice((f"{story}/{part}", f"{wanted}:{story}/{part}"))
        return Request(typed, entries=frozenset({(folder, kind, at)}))
    folder = chance.choice(sorted(project.stories))
    tree = project.stories[folder]
    called = [folder, f"stories/{folder}/", f"story:{folder}", tree.get("id", folder)]
    called += [tree["slug"]["es"]] if "slug" in tree else []
    return Request(chance.choice(called), story=folder, gone=frozenset({folder}))


def _for_consent(project: Project, reference: str) -> Request:
    found = frozenset(
        (folder, kind, at)
        for folder, kind, at, entry in project.entries()
        if entry.get("consent", {}).get("reference") == reference
    )
    typed = project.chance.choice((reference, f"consent:{reference}"))
    return Request(typed, reference, found, gone=_told_of(project, found))


def without(project: Project, request: Request, entry: Entry) -> Request:
    """The same request where it does not find one of its entries."""
    entries = request.entries - {entry}
    return replace(request, entries=entries, gone=_told_of(project, entries))


def _told_of(project: Project, entries: frozenset[Entry]) -> frozenset[str]:
    """The stories that go whole, since a person can be recognised in their text."""
    folders = {folder for folder, kind, _ in entries if kind == "people"}
    return frozenset(folder for folder in folders if project.stories[folder]["state"] == "published")


def pieces(text: str) -> Iterator[str]:
    """A text and its longer sentences."""
    yield text
    yield from (part for part in re.split(r"(?<=[.])\s+", text) if len(plain(part)) > 40 and part != text)


def seen_of(project: Project, request: Request, only: frozenset[str] | None = None) -> Sought:
    """What readers saw of what is withdrawn; ``only``: of these stories."""
    words: set[str] = set()
    names: set[str] = set()
    looks: set[Look] = set()
    for folder, kind, entry in _meant(project, request):
        if only is not None and folder not in only:
            continue
        words.update(words_of(entry))
        if request.reference and kind != "photos":
            # Who speaks for an office may be quoted elsewhere; who takes back consent is named no more.
            names.add(without_title(entry.get("name") or entry["speaker"]))
        if kind == "photos" and not request.story:
            looks.add(look_of(f"stories/{folder}/{entry['file']}", project.picture(folder, entry)))
    if request.story and (only is None or request.story in only):
        tree = project.stories[request.story]
        words.update(text for field in ("title", "summary") for text in tree[field].values())
    return Sought(frozenset(words), frozenset(names), frozenset(looks), _addresses(project, request))


def _addresses(project: Project, request: Request) -> frozenset[str]:
    trees = {folder: project.stories[folder] for folder in request.gone}
    slugs = (slug for tree in trees.values() for slug in (*tree.get("slug", {}).values(), *tree.get("formerly", ())))
    return frozenset({*trees, *slugs})


def words_of(entry: Tree) -> Iterator[str]:
    """What readers see in words of a quotation or a photo, in pieces."""
    for field in ("text", "alt", "caption"):
        for text in entry.get(field, {}).values():
            yield from pieces(text)


def _meant(project: Project, request: Request) -> Iterator[tuple[str, str, Tree]]:
    for folder, kind, at, entry in project.entries():
        if (folder, kind, at) in request.entries or (folder == request.story and kind != "people"):
            yield folder, kind, entry
