"""The synthetic stories as a Hugo site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks import front_matter
from benchmarks.front_matter import Words, document, write
from benchmarks.synthetic import LOCALES, Story
from benchmarks.yaml_text import Value

OUTPUT = "public"


def write_site(folder: Path, stories: Iterable[Story]) -> None:
    """A whole Hugo site in an empty folder; it builds into ``public``."""
    shutil.copytree(front_matter.PEERS / "hugo", folder, dirs_exist_ok=True)
    (folder / "static").mkdir()
    shutil.copy(front_matter.STYLE, folder / "static")
    for locale in LOCALES:
        words = front_matter.words(locale)
        count = words["count"]
        assert isinstance(count, dict)
        forms = {form: text.replace("{count}", "{{ .Count }}") for form, text in count.items()}
        write(folder / "i18n" / f"{locale}.json", json.dumps({**words, "count": forms}, ensure_ascii=False))
        _sections(folder / "content" / locale, locale, words)
    for story in stories:
        write_story(folder, story)


def write_story(folder: Path, story: Story, *, note: str = "", picture: Path | None = None) -> None:
    """One story in every language. ``note``: words added to its text; ``picture``: a file that both languages show."""
    if picture:
        (folder / "assets").mkdir(exist_ok=True)
        shutil.copy(picture, folder / "assets")
    for locale in LOCALES:
        file = folder / "content" / locale / front_matter.SECTIONS[locale] / f"{story.name}.md"
        matter = front_matter.story_matter(story, locale)
        if picture:
            matter["picture"] = picture.name
        write(file, document(matter, f"{story.body[locale]} {note}".rstrip()))


def _sections(content: Path, locale: str, words: Words) -> None:
    title, text = front_matter.ABOUT[locale]
    about: dict[str, Value] = {"title": title, "translationKey": "about"}
    write(content / "about.md", document(about, f"# {title}\n\n{text}"))
    section: dict[str, Value] = {
        "title": str(words["stories"]),
        "translationKey": "stories",
        "cascade": {"type": "story"},
        "type": "section",
    }
    write(content / front_matter.SECTIONS[locale] / "_index.md", document(section, ""))
    for plural, names in front_matter.topics().items():
        listed: dict[str, Value] = {"title": str(words[plural])}
        write(content / plural / "_index.md", document(listed, ""))
        for key, name in names.items():
            write(content / plural / key.lower() / "_index.md", document({"title": name[locale]}, ""))
