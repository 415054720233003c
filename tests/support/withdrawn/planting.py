"""Other places in which withdrawn names, words and pictures stand: other stories, registers, hand-written pages."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from PIL import Image

from tests.support.withdrawn.project import Files, Project, add_photo, saved, slug_of
from tests.support.withdrawn.request import Request, without
from tests.support.withdrawn.sayings import as_html, as_markdown, as_plain
from tests.support.withdrawn.search import Sought
from tests.support.withdrawn.words import plain


@dataclass
class Planted:
    """What was planted.

    ``pictures``: of which other files were made; ``copies``: the same ones. ``shown``: words with the file of the site
    that shows them then. ``done``: all of it in words. ``outbox``: files made to be sent.
    """

    words: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    copies: set[str] = field(default_factory=set)
    shown: list[tuple[str, str]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    outbox: Files = field(default_factory=dict)

    def own(self, sought: Sought) -> Sought:
        """What stands nowhere but in the records that were meant; names are left out."""
        words = (each for each in sought.words if not any(_overlap(each, other) for other in self.words))
        looks = frozenset(look for look in sought.looks if look.name not in self.pictures)
        return replace(sought, words=frozenset(words), names=frozenset(), looks=looks)


def _overlap(one: str, other: str) -> bool:
    return plain(one) in plain(other) or plain(other) in plain(one)


def write_alike(project: Project, request: Request) -> tuple[Request, str]:
    """Write the reference otherwise in one of the records that a request means: what the request finds then, and what
    was done."""
    chance, others = project.chance, sorted(request.entries)
    forms = {
        *(request.reference.lower(), request.reference.replace("-", " "), request.reference.replace(" ", "")),
        unicodedata.normalize("NFD", request.reference),
    } - {request.reference}
    if not forms or len(others) < 2 or chance.random() > 0.3:
        return request, ""
    folder, kind, at = chance.choice(others)
    form = chance.choice(sorted(forms))
    project.stories[folder][kind][at]["consent"]["reference"] = form
    return without(project, request, (folder, kind, at)), f"the reference of {folder}, {kind} {at}, is {form!r}"


Spot = Callable[[Project, str, str], str]
"""Puts words in a story (for some spots, anywhere) and says where."""


def plant(project: Project, request: Request, sought: Sought) -> Planted:
    """Plant some of it in some places, sometimes nothing anywhere."""
    chance, planted = project.chance, Planted()
    for _ in range(chance.choice((0, 0, 0, 0, 1, 2, 3))):
        stay = sorted(set(project.stories) - request.gone)
        if not stay:
            break
        words = chance.choice([*sorted(sought.names)] * 3 + sorted(sought.words))
        spots = _SPOTS if words in sought.names else _SPOTS[: -len(_FOR_NAMES)]
        where = chance.choice(spots)(project, chance.choice(stay), words)
        planted.words.append(words)
        planted.done.append(f"{words!r} in {where}")
        if where.startswith("content/pages/") and "more.md" in where:
            planted.shown.append((words, f"site/{where.split('/')[2]}/more/index.html"))
    for _ in range(chance.choice((0, 0, 0, 1, 2)) if sought.looks else 0):
        look = chance.choice(sorted(sought.looks, key=lambda each: each.name))
        ending, data, what = other_file(project.more[look.name], chance)
        (planted.copies if what == "same" else planted.pictures).add(look.name)
        where = chance.choice((_photo_of_other, _photo_of_page))(project, request, ending, data)
        planted.done.append(f"{look.name}, {what}, in {where}")
    if chance.random() < 0.2:
        _send(project, sought, planted)
    return planted


def _body(project: Project, folder: str, words: str) -> str:
    body = project.stories[folder]["body"]
    locale = project.chance.choice(sorted(body))
    body[locale] += f"\n\n{project.say.sentence(locale)} {as_markdown(words, project.chance)}"
    return f"the body of {folder} ({locale})"


def _text(field_name: str) -> Spot:
    def put(project: Project, folder: str, words: str) -> str:
        text = project.stories[folder][field_name]
        locale = project.chance.choice(sorted(text))
        text[locale] = f"{as_plain(words, project.chance)} {text[locale]}"
        return f"{field_name} of {folder} ({locale})"

    return put


def _photo_words(project: Project, folder: str, words: str) -> str:
    photos = project.stories[folder].get("photos", ())
    if not photos:
        return _body(project, folder, words)
    photo = project.chance.choice(photos)
    name = project.chance.choice(("alt", "caption"))
    photo[name] = {"en": as_plain(words, project.chance), "es": project.say.sentence("es")}
    return f"{name} of {folder}/{photo['id']}"


def _role(project: Project, folder: str, words: str) -> str:
    quotes = project.stories[folder].get("quotes", ())
    if not quotes:
        return _body(project, folder, words)
    quotes[0]["role"] = {"en": f"Neighbour of {as_plain(words, project.chance)}", "es": "Otra"}
    return f"role of {folder}/{quotes[0]['id']}"


def _page(project: Project, folder: str, words: str) -> str:
    chance = project.chance
    locale = chance.choice(("en", "es"))
    written = chance.choice((as_markdown, as_html, as_html))(words, chance)
    project.pages[f"{locale}/more.md"] += f"\n{project.say.sentence(locale)}\n\n{written}\n"
    return f"content/pages/{locale}/more.md: {written}"


def _file_of_page(project: Project, folder: str, words: str) -> str:
    name = project.chance.choice(("list.csv", "data.json", "page.html", "notes.txt"))
    text = as_plain(words, project.chance)
    if name == "page.html":
        text = f"<!doctype html><title>A list</title>\n<body>\n<p>A list</p>\n{as_html(words, project.chance)}"
    elif name == "data.json":
        text = json.dumps({"who": text}, ensure_ascii=project.chance.random() < 0.7)
    coded = text.encode("utf-16" if name == "notes.txt" and project.chance.random() < 0.5 else "utf-8")
    project.more[f"content/pages/en/files/{name}"] = coded
    return f"content/pages/en/files/{name}"


def _register(project: Project, folder: str, words: str) -> str:
    name = project.chance.choice(("partners", "themes"))
    (entry,) = project.registers[name].values()
    entry["name"]["en"] = as_plain(words, project.chance)
    project.stories[folder] |= {"themes": ["theme"], "partners": ["partner"]}
    return f"content/{name}.yml"


def _former_address(project: Project, folder: str, words: str) -> str:
    project.stories[folder]["formerly"] = [slug_of(words)]
    return f"a former address of {folder}"


def _address(project: Project, folder: str, words: str) -> str:
    project.stories[folder]["slug"] = {"es": slug_of(words)}
    return f"the address of {folder}"


def _credit(project: Project, folder: str, words: str) -> str:
    photos = project.stories[folder].get("photos", ())
    if not photos:
        return _body(project, folder, words)
    photos[0]["credit"] = as_plain(words, project.chance)
    return f"credit of {folder}/{photos[0]['id']}"


def _other_speaker(project: Project, folder: str, words: str) -> str:
    quote = {
        "id": "other-voice",
        "speaker": as_plain(words, project.chance),
        "speaker_kind": "official",
        "role": {"en": "Mayor", "es": "Alcaldesa"},
        "text": project.say.both(),
    }
    project.stories[folder].setdefault("quotes", []).append(quote)
    return f"speaker of {folder}/other-voice"


_FOR_NAMES: tuple[Spot, ...] = (_former_address, _address, _credit, _other_speaker)
_SPOTS: tuple[Spot, ...] = (
    *(
        _body,
        _body,
        _text("title"),
        _text("summary"),
        _photo_words,
        _role,
        _page,
        _page,
        _page,
        _file_of_page,
        _register,
    ),
    *_FOR_NAMES,
)


def other_file(data: bytes, chance: Random) -> tuple[str, bytes, str]:
    """A copy of a picture: how its name ends, its bytes, what was done."""
    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    width, height = picture.size
    smaller, larger = (width * 2 // 3, height * 2 // 3), (width * 3 // 2, height * 3 // 2)
    made: dict[str, Callable[[], tuple[str, bytes]]] = {
        "same": lambda: (".jpg", data),
        "re-encoded": lambda: (".jpg", saved(picture, "JPEG", quality=60)),
        "smaller": lambda: (".jpg", saved(picture.resize(smaller), "JPEG", quality=85)),
        "larger": lambda: (".jpg", saved(picture.resize(larger), "JPEG", quality=85)),
        "png": lambda: (".png", saved(picture, "PNG")),
        "webp": lambda: (".webp", saved(picture, "WEBP", quality=80)),
    }
    what = chance.choice(["same", "same", *made])
    return *made[what](), what


def _photo_of_other(project: Project, request: Request, ending: str, data: bytes) -> str:
    folder = project.chance.choice(sorted(project.stories))
    photos = project.stories[folder].setdefault("photos", [])
    photos.append(add_photo(project, folder, f"taken-{len(photos)}", ending, data))
    return f"stories/{folder}/{photos[-1]['file']}"


def _photo_of_page(project: Project, request: Request, ending: str, data: bytes) -> str:
    locale = project.chance.choice(("en", "es"))
    name = f"{project.say.slug()}{ending}"
    project.more[f"content/pages/{locale}/img/{name}"] = data
    if project.chance.random() < 0.7:
        project.pages[f"{locale}/more.md"] += f"\n![{project.say.sentence(locale)}](img/{name})\n"
    return f"content/pages/{locale}/img/{name}"


def _send(project: Project, sought: Sought, planted: Planted) -> None:
    """Files that were made to be sent."""
    chance = project.chance
    for words in chance.sample(sorted(sought.words | sought.names), 1) if sought.words | sought.names else ():
        name = chance.choice(("preview.html", "note.txt", "list.zip"))
        if name == "preview.html":
            data = f"<!doctype html><title>–</title>{as_html(words, chance)}".encode()
        elif name == "note.txt":
            data = as_plain(words, chance).encode(chance.choice(("utf-8", "utf-16")))
        else:
            stream = io.BytesIO()
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("list.csv", as_plain(words, chance))
            data = stream.getvalue()
        planted.outbox[f"outbox/{name}"] = data
        planted.done.append(f"{words!r} in outbox/{name}")
    for look in chance.sample(sorted(sought.looks, key=lambda each: each.name), min(1, len(sought.looks))):
        planted.outbox["outbox/picture.jpg"] = project.more[look.name]
