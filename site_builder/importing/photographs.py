"""The pictures of a draft: those that open, each once, without metadata, with their captions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from site_builder.importing.cleaning import shown_name
from site_builder.importing.document import Picture, Remark
from site_builder.importing.draft import DraftPhoto
from site_builder.importing.gathering import Handed
from site_builder.importing.proposals import Caption, Part, PictureKey, Where
from site_builder.locales import Locale
from site_builder.photos.cleaning import cleaned
from site_builder.pictures import PictureFault, inspect
from site_builder.pictures.kinds import EXTENSIONS


def photos_of(
    handed: Handed, parts: Mapping[Locale, Part]
) -> tuple[tuple[DraftPhoto, ...], list[Remark], set[PictureKey | None]]:
    """The pictures; what is to be told; and which pictures their captions have found."""
    made: list[DraftPhoto] = []
    remarks: list[Remark] = []
    used: set[PictureKey | None] = set()
    seen: dict[str, DraftPhoto] = {}
    for number, (keys, picture, at) in enumerate(_all_pictures(handed), 1):
        shown = shown_name(picture.name) if picture.name else f"{number}"
        content = cleaned(picture.content)
        if isinstance(content, PictureFault):
            remarks.append(
                Remark("picture-fault", {"picture": shown, "rule": content.rule, "params": dict(content.params)})
            )
            continue
        digest = hashlib.sha256(content).hexdigest()
        if digest in seen:
            remarks.append(Remark("picture-twice", {"picture": shown}))
            continue
        info = inspect(content)
        extension = EXTENSIONS[info.kind][0] if not isinstance(info, PictureFault) else ".jpg"
        captions = {
            locale: caption for locale, part in parts.items() if (caption := _caption(part.captions, keys)) is not None
        }
        used.update(caption.picture for caption in captions.values())
        name = f"photo-{len(made) + 1}"
        origin = shown_name(picture.name) if picture.name else ""
        seen[digest] = DraftPhoto(name, f"{name}{extension}", content, keys[0], origin, at, captions)
        made.append(seen[digest])
    return tuple(made), remarks, used


def _caption(captions: Sequence[Caption], keys: Sequence[PictureKey]) -> Caption | None:
    return next((caption for caption in captions if caption.picture in keys), None)


def _all_pictures(handed: Handed) -> list[tuple[list[PictureKey], Picture, Where]]:
    """Every picture with the keys by which documents may speak of it: inside of documents, then beside them."""
    found: list[tuple[list[PictureKey], Picture, Where]] = []
    for number, document in enumerate(handed.documents):
        for index, picture in enumerate(document.pictures):
            found.append(([(number, index)], picture, Where(number, picture.spot)))
    for picture in handed.pictures:
        name = PurePosixPath(picture.name.replace("\\", "/")).name
        keys: list[PictureKey] = []
        for number, document in enumerate(handed.documents):
            told = (block.picture for block in document.blocks if isinstance(block.picture, str))
            keys += [(number, path) for path in told if PurePosixPath(path).name.casefold() == name.casefold()]
        found.append((keys or [(-1, name)], picture, Where(keys[0][0] if keys else -1)))
    return found
