"""Records of stories in few words. Everything in them is invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

STORY = """\
title: {{en: "{title}", es: "{titulo}"}}
summary: {{en: "About {title}, invented.", es: "Sobre {titulo}, inventada."}}
date: 2023-02-01
countries: [HN]
state: {state}
body:
  en: |
    {body}
  es: |
    {cuerpo}
"""

QUOTE = """\
  - id: {id}
    speaker: {speaker}
    speaker_kind: participant
    role: {{en: {role}, es: Agricultora}}
    language: en
    text:
      en: {text}
      es: {texto}
    consent: {{reference: {reference}, status: given, covers: [web, social, press]}}
"""

PHOTO = """\
  - id: {id}
    file: {file}
    alt: {{en: "{alt}", es: "{alternativo}"}}
    caption: {{en: "{caption}", es: "{leyenda}"}}
    credit: Invented Photographer
    licence: CC BY 4.0
    {people}
"""


def story(
    title: str = "A story of the tests",
    *,
    body: str = "Nothing.",
    state: str = "published",
    quotes: Iterable[Mapping[str, str]] = (),
    photos: Iterable[Mapping[str, str]] = (),
    titulo: str = "",
    cuerpo: str = "Nada.",
    more: str = "",
) -> str:
    """A story's record.

    ``quotes``: ``speaker``, ``text``, ``reference``. ``photos``: ``file``, ``alt``, ``caption``.
    """
    text = STORY.format(
        title=title,
        titulo=titulo or f"En español: {title}",
        body=body.replace("\n", "\n    "),
        cuerpo=cuerpo.replace("\n", "\n    "),
        state=state,
    )
    quoted = [
        {"id": f"quote-{number}", "role": "Farmer", "text": "Said.", "texto": "Dicho.", **each}
        for number, each in enumerate(quotes)
    ]
    seen = [
        {
            "id": f"photo-{number}",
            "alt": "A picture",
            "alternativo": "Una imagen",
            "caption": "Invented",
            "leyenda": "Inventada",
            **each,
            "people": _people_of(each),
        }
        for number, each in enumerate(photos)
    ]
    if quoted:
        text += "quotes:\n" + "".join(QUOTE.format(**each) for each in quoted)
    if seen:
        text += "photos:\n" + "".join(PHOTO.format(**each) for each in seen)
    return text + more


def _people_of(photo: Mapping[str, str]) -> str:
    if "reference" not in photo:
        return "people: none"
    consent = f"consent: {{reference: {photo['reference']}, status: given, covers: [web, social, press]}}"
    return f"people: identifiable\n    minors: none\n    {consent}"
