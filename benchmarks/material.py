"""The synthetic stories as a site of MkDocs, Material and mkdocs-static-i18n.

MkDocs has no lists of its own: their pages, and what to read next, are written as Markdown and front matter here, which
is not measured.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks import front_matter
from benchmarks.front_matter import Words, document, write
from benchmarks.synthetic import LOCALES, Story
from benchmarks.yaml_text import Value

OUTPUT = "site"
_PER_PAGE = 24
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


def write_site(folder: Path, stories: Sequence[Story]) -> None:
    """A whole MkDocs site in an empty folder; it builds into ``site``."""
    shutil.copytree(front_matter.PEERS / "material", folder, dirs_exist_ok=True)
    words = {locale: front_matter.words(locale) for locale in LOCALES}
    extra = {"extra": {"words": words, "topics": front_matter.topics()}}
    # JSON is YAML.
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    write(folder / "mkdocs.yml", settings + json.dumps(extra, ensure_ascii=False)[1:-1] + "\n")
    (folder / "docs" / "en").mkdir(parents=True)
    shutil.copy(front_matter.STYLE, folder / "docs" / "en")
    newest = sorted(stories, key=lambda story: (story.date, story.name), reverse=True)
    for locale in LOCALES:
        docs = folder / "docs" / locale
        title, text = front_matter.ABOUT[locale]
        write(docs / "about.md", f"# {title}\n\n{text}\n")
        _lists(docs, newest, locale, words[locale])
        for index, story in enumerate(newest):
            _story(docs, story, newest[index + 1 : index + 4], locale)


def _story(docs: Path, story: Story, following: Sequence[Story], locale: str) -> None:
    matter: dict[str, Value] = {
        **front_matter.story_matter(story, locale),
        "template": "story.html",
        "day": _day(story.date, locale),
        "following": [
            {
                "name": other.name,
                "title": other.title[locale],
                "summary": other.summary[locale],
                "country": other.country,
                "date": other.date.isoformat(),
                "day": _day(other.date, locale),
            }
            for other in following
        ],
    }
    write(docs / "stories" / f"{story.name}.md", document(matter, story.body[locale]))


def _lists(docs: Path, newest: Sequence[Story], locale: str, words: Words) -> None:
    facets = []
    for kind, names in front_matter.topics().items():
        lines = []
        for key, name in names.items():
            chosen = [story for story in newest if key in (story.country, *story.themes)]
            if chosen:
                lines.append(f"- [{name[locale]}](../{kind}/{key.lower()}/index.md) {_count(len(chosen), words)}")
                _list(docs / kind / key.lower(), "../../stories/", name[locale], chosen, "", locale, words)
        write(docs / kind / "index.md", f"# {words[kind]}\n\n" + "\n".join(lines) + "\n")
        facets.append(f"## {words[kind]}\n\n" + "\n".join(lines))
    shown = "\n\n".join(facets)
    _list(docs / "stories", "", str(words["stories"]), newest, shown, locale, words)
    cards = "\n\n".join(_cards(newest[:6], "stories/", locale, words))
    home = shown.replace("](../", "](")
    write(docs / "index.md", f"# {words['stories']}\n\n{words['introduction']}\n\n{cards}\n\n{home}\n")


def _list(
    folder: Path,
    prefix: str,
    title: str,
    stories: Sequence[Story],
    above: str,
    locale: str,
    words: Words,
) -> None:
    last = max(1, -(-len(stories) // _PER_PAGE))

    def name(number: int) -> str:
        return f"page-{number}.md" if number > 1 else "index.md"

    for number in range(1, last + 1):
        shown = stories[(number - 1) * _PER_PAGE : number * _PER_PAGE]
        ways = [f"[{words['newer']}]({name(number - 1)})"] if number > 1 else []
        ways += [f"{number} / {last}"]
        ways += [f"[{words['older']}]({name(number + 1)})"] if number < last else []
        parts = [
            f"# {title}",
            above,
            _count(len(stories), words),
            *_cards(shown, prefix, locale, words),
            " ".join(ways),
        ]
        write(folder / name(number), "\n\n".join(part for part in parts if part) + "\n")


def _cards(stories: Sequence[Story], prefix: str, locale: str, words: Words) -> Iterator[str]:
    countries = front_matter.topics()["countries"]
    for story in stories:
        yield f"{words['kind']} · {countries[story.country][locale]}"
        yield f"## [{story.title[locale]}]({prefix}{story.name}.md)"
        yield f"{story.summary[locale]}"
        yield _day(story.date, locale)


def _count(number: int, words: Words) -> str:
    forms = words["count"]
    assert isinstance(forms, dict)
    return forms["one" if number == 1 else "other"].replace("{count}", str(number))


def _day(day: date, locale: str) -> str:
    month = _MONTHS[locale].split()[day.month - 1]
    return f"{month} {day.day}, {day.year}" if locale == "en" else f"{day.day} de {month} de {day.year}"
