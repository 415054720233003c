"""Documents that are packages of parts: Office's (ECMA-376) and OpenDocument (ISO/IEC 26300).

Parts that only describe the document go, with every mention of them. In the others names of people become numbers, so
that who said what to whom can still be told apart, and paths of somebody's computer go. Pictures are cleaned. XML is
edited as text: nothing is parsed that could be made to grow, and what no rule here knows comes out as it went in.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from site_builder.cleaning.files import COMMENTS, COSTLY, MOST_BYTES, UNKNOWN, Cleaned, RefusedError
from site_builder.cleaning.pictures import clean_inside
from site_builder.pictures.inspection import FileFault, PictureKind, recognise

_MOST_PARTS, _MOST_UNPACKED = 10_000, 3 * MOST_BYTES
_DEEPEST = 3
_LOCKED, _BROKEN = FileFault("document-locked"), FileFault("document-broken")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1

_TYPES, _MANIFEST, _RELATIONS = "[Content_Types].xml", "META-INF/manifest.xml", "_rels/.rels"
_SIGNED = re.compile(r"_xmlsignatures/|META-INF/documentsignatures\.xml\Z", re.IGNORECASE)
# Parts that describe the document: by how it leads to them, and by the names that they have as a rule.
_DESCRIBES = re.compile(
    r"/(?:core-properties|extended-properties|custom-properties|thumbnail|classificationlabels)[\"']"
)
_DESCRIBING = re.compile(r"docProps/|docMetadata/|Thumbnails/|.*\.psmdcp\Z", re.IGNORECASE)
_PRINTER = re.compile(r".*/printerSettings/", re.IGNORECASE)
_XML = re.compile(r".*\.(?:xml|rels|rdf)\Z", re.IGNORECASE)
_FOREIGN = re.compile(r"(?:.*/)?(?:media|Pictures|embeddings)/|.*\.bin\Z", re.IGNORECASE)
_META = re.compile(r"(?:.*/)?meta\.xml\Z")
_NO_META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/>'
    b"</office:document-meta>"
)

_VALUE = r"""(\s*=\s*)("[^"<]*"|'[^'<]*')"""
_WORD_AUTHOR = re.compile(rf"(\s(?:[\w.-]+:)?(author|initials)){_VALUE}")
# Elements that stand for a person, in Word, Excel and PowerPoint.
_PERSON = re.compile(
    r"<(?:[\w.-]+:)?(?:person|author|cmAuthor|fileSharing|userInfo|header|presenceInfo)\s[^<>]*>", re.DOTALL
)
_PERSON_SAYS = re.compile(rf"(\s(?:[\w.-]+:)?(name|displayName|userName|userId|providerId)){_VALUE}")
# Elements whose words are a name. The fields of a text by which a document shows one stay: those are read.
_NAMED = re.compile(
    r"(<(?!text:)(?:[\w.-]+:)?(?:author|creator|creator-initials|sender-initials|DisplayName)(?:\s[^<>]*)?>)"
    r"([^<]+)(?=</)"
)
_PATH = re.compile(r"(\s(?:[\w.-]+:)?([\w.-]+))(\s*=\s*)([\"'])(?:file:|[A-Za-z]:[\\/](?!/)|\\\\)[^\"'<]*\4")
_PRINTER_SETTING = re.compile(r"(<config:config-item config:name=\"Printer(?:Name|Setup)\"[^<>]*>)[^<]+(?=</)")
_COMMENT = re.compile(
    r"<(?:w\d*:(?:ins|del|comment)|p\d*:cm|office:annotation|text:changed-region|comment|threadedComment)[\s>]"
)
_ENTRY = re.compile(
    r"<(?:[\w.-]+:)?(?P<kind>Relationship|Override|file-entry)\s[^<>]*?(?:/>|>\s*</(?:[\w.-]+:)?(?P=kind)\s*>)"
)
_TARGET = re.compile(r"""\sTarget\s*=\s*["']/?([^"']*)""")


def clean_package(source: bytes, depth: int = 0) -> Cleaned | FileFault:
    """Clean a document, whose pages stay the same. An archive that is no document comes back as it is, and ``UNKNOWN``.

    ``document-locked`` where it is encrypted or signed, ``document-costly`` where it is too large unpacked,
    ``document-broken``.
    """
    try:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if not names & {_TYPES, _MANIFEST}:
                return Cleaned(None, frozenset({UNKNOWN}))
            _judge(entries, names)
            parts = dict(_read(archive, entries))
        package = _Package(depth)
        made = package.cleaned(parts)
    except RefusedError as refused:
        return refused.fault
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return _BROKEN
    return Cleaned(_packed(made, entries), frozenset(package.found))


def _judge(entries: Sequence[zipfile.ZipInfo], names: set[str]) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries) or any(map(_SIGNED.match, names)):
        raise RefusedError(_LOCKED)
    if len(entries) != len(names) or len(entries) > _MOST_PARTS:
        raise RefusedError(_BROKEN)


def _read(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Unpack every part. What a directory says of sizes is not believed: bytes are counted."""
    left = _MOST_UNPACKED
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise RefusedError(COSTLY)
        yield entry.filename, content


def _packed(parts: Mapping[str, bytes], entries: Sequence[zipfile.ZipInfo]) -> bytes:
    """Pack the parts again, in their order and as they were packed. What else archives say of files is left out."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for entry in entries:
            if entry.filename in parts:
                about = zipfile.ZipInfo(entry.filename, _EPOCH)
                is_stored = entry.compress_type == zipfile.ZIP_STORED
                about.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
                about.create_system = 0
                archive.writestr(about, parts[entry.filename])
    return made.getvalue()


class _Package:
    """Cleans the parts of one document. ``found``: as in ``Cleaned``."""

    def __init__(self, depth: int) -> None:
        self.found: set[str] = set()
        self._depth = depth
        self._numbers: dict[str, str] = {}

    def cleaned(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """Clean the parts, and leave out those that only describe. Raises ValueError for XML that is no text."""
        _, targets = _removed(parts.get(_RELATIONS, b""), [_DESCRIBES])
        gone = {name for name in parts if name in targets or _DESCRIBING.match(name)}
        for name in gone:
            self._note(name, parts[name])
        mentions = [_DESCRIBES, *(re.compile(rf"[\"'/]{re.escape(name)}[\"']") for name in gone)]
        made = {}
        for name, content in parts.items():
            if name in {_TYPES, _MANIFEST, _RELATIONS}:
                made[name], _ = _removed(self._xml(name, content), mentions)
            elif name not in gone:
                made[name] = self._part(name, content)
        return made

    def _note(self, name: str, content: bytes) -> None:
        if "thumbnail" in name.lower():
            self.found.add("preview")
        else:
            self.found.add("people" if b"creator" in content or b"lastModifiedBy" in content else "remarks")

    def _part(self, name: str, content: bytes) -> bytes:
        if _META.match(name):
            if content != _NO_META:
                self._note(name, content)
            return _NO_META
        if _PRINTER.match(name):
            # Which printer somebody has; a program finds that it is none, and takes its own.
            return bytes(len(content))
        return self._xml(name, content) if _XML.match(name) else self._foreign(name, content)

    def _xml(self, name: str, content: bytes) -> bytes:
        if name == _MANIFEST and b"encryption-data" in content:
            raise RefusedError(_LOCKED)
        return self._scrubbed(content)

    def _scrubbed(self, content: bytes) -> bytes:
        """Take names and paths out of a part. Raises ValueError for what is no text."""
        encoding = _encoding(content)
        text = before = content.decode(encoding)
        if _COMMENT.search(text):
            self.found.add(COMMENTS)
        text = _WORD_AUTHOR.sub(self._attribute, text)
        text = _PERSON.sub(lambda match: _PERSON_SAYS.sub(self._attribute, match[0]), text)
        text = _NAMED.sub(lambda match: f"{match[1]}{self._number(match[2])}" if match[2].strip() else match[0], text)
        if text != before:
            self.found.add("people")
        named = text
        text = _PATH.sub(lambda match: f"{match[1]}{match[3]}{match[4]}{_nowhere(match[2])}{match[4]}", text)
        text = _PRINTER_SETTING.sub(r"\1", text)
        if text != named:
            self.found.add("remarks")
        return content if text == before else text.encode(encoding)

    def _attribute(self, match: re.Match[str]) -> str:
        said = "None" if match[2] == "providerId" else self._number(match[4][1:-1])
        return f"{match[1]}{match[3]}{match[4][0]}{said}{match[4][0]}"

    def _number(self, name: str) -> str:
        """Give the number in the place of a name, the same for the same name. A number gets itself."""
        return self._numbers.setdefault(name, str(len(self._numbers) + 1))

    def _foreign(self, name: str, content: bytes) -> bytes:
        """Clean a picture or a document inside this one; note what nobody can look into."""
        if content.startswith(b"PK\x03\x04") and self._depth < _DEEPEST:
            inside = clean_package(content, self._depth + 1)
            if isinstance(inside, FileFault):
                raise RefusedError(inside)
            self.found |= inside.found
            return inside.content or content
        picture = clean_inside(content)
        if picture is not None and picture.content is not None:
            self.found |= picture.found
            return picture.content
        if isinstance(recognise(content), PictureKind) or content.startswith((b"GIF87a", b"GIF89a")):
            raise RefusedError(_BROKEN)
        if _FOREIGN.match(name):
            self.found.add(UNKNOWN)
        return content


def _removed(content: bytes, wanted: Sequence[re.Pattern[str]]) -> tuple[bytes, list[str]]:
    """Take entries in which one of ``wanted`` is found out of a part that lists others. Give the parts that they lead
    to, too. Raises ValueError for what is no text."""
    encoding, targets = _encoding(content), []
    text = content.decode(encoding)

    def kept(entry: re.Match[str]) -> str:
        if not any(pattern.search(entry[0]) for pattern in wanted):
            return entry[0]
        targets.extend(_TARGET.findall(entry[0]))
        return ""

    made = _ENTRY.sub(kept, text)
    return content if made == text else made.encode(encoding), targets


def _nowhere(attribute: str) -> str:
    """Choose what stands where a path stood. A link has to lead somewhere: it leads to nothing."""
    return "about:blank" if attribute in {"Target", "href"} else ""


def _encoding(content: bytes) -> str:
    return "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
