"""Serializes what was read, and reads it back: no code but that of records ever runs, whatever the bytes say."""

from __future__ import annotations

import contextlib
import io
import pickle
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from site_builder import records
from site_builder.locales import Edtf, PartialDate, Text
from site_builder.pictures.inspection import PictureInfo, PictureKind
from site_builder.problems import Place, Position, Problem, Task
from site_builder.records.base import Part, restored
from site_builder.records.settings import Editor, FontFile, Fonts
from site_builder.records.story import Measure, restored_outline
from site_builder.site import StoryFolder, StorySummary
from site_builder.store import Store, key, software

T = TypeVar("T")

_PROTOCOL = 5
_SUM = 4

_RECORDS = [getattr(records, name) for name in records.__all__]
_CLASSES: list[type] = [
    *(kind for kind in _RECORDS if isinstance(kind, type) and issubclass(kind, Part)),
    *(Editor, FontFile, Fonts),
    *(Edtf, PartialDate, Text, records.Unit),
    *(Place, Position, Problem, Task),
    *(StoryFolder, PictureInfo, PictureKind),
    *(StorySummary, Measure),
    *(Decimal, date, datetime, timedelta, timezone),
]
_ALLOWED: Mapping[tuple[str, str], Any] = MappingProxyType(
    {
        **{(named.__module__, named.__name__): named for named in _CLASSES},
        **{(named.__module__, named.__name__): named for named in (restored, restored_outline)},
    }
)


class DeserializationError(Exception):
    """Raised for bytes that ``dumps`` did not make: damaged, cut short, or made by somebody else."""


def dumps(value: object) -> bytes:
    """Return a value as bytes: records, problems, places, what a story's folder holds, and plain containers of them."""
    pickled = pickle.dumps(value, _PROTOCOL)
    return zlib.crc32(pickled).to_bytes(_SUM, "big") + pickled


def loads(data: bytes, more: Iterable[type] = ()) -> Any:
    """Return the value that ``dumps`` made ``data`` of. ``more``: classes that may be in it beside those of records.

    Raises DeserializationError, and nothing else, for other bytes.
    """
    pickled = memoryview(data)[_SUM:]
    if len(data) < _SUM or zlib.crc32(pickled).to_bytes(_SUM, "big") != data[:_SUM]:
        raise DeserializationError("damaged")
    try:
        return _Unpickler(io.BytesIO(pickled), more).load()
    except Exception as error:
        # A sum can be right over wrong bytes, and unpickling those raises whatever they lead to.
        raise DeserializationError("unknown content") from error


class _Unpickler(pickle.Unpickler):
    """Knows a list of classes and nothing else: no module is looked into, none imported."""

    def __init__(self, file: io.BytesIO, more: Iterable[type]) -> None:
        super().__init__(file)
        self._more = {(named.__module__, named.__name__): named for named in more}

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        name = (module_name, global_name)
        if (found := _ALLOWED.get(name) or self._more.get(name)) is None:
            raise DeserializationError(f"{module_name}.{global_name}")
        return found


class RecordCache(NamedTuple):
    """Keeps what reading makes of files in ``store``, if there is one. ``key``: what all of it depends on, beside the
    software."""

    store: Store | None = None
    key: str = ""

    def get(self, kind: str, parts: tuple[str | bytes, ...], make: Callable[[], T]) -> T:
        """Return what ``make`` gives of ``parts``, a value that can be serialized.

        It comes out of its bytes each time, the first time too: what is made new and what was kept are then alike in
        which of their parts are one object, and so are the bytes, and keys, that are made of them.
        """
        if self.store is None:
            return cast("T", loads(dumps(make())))
        name = key(kind, software(), self.key, *parts)
        if (value := self.store.value(name)) is not None:
            with contextlib.suppress(DeserializationError):
                return cast("T", loads(value))
        self.store.keep_value(name, value := dumps(make()))
        return cast("T", loads(value))


NO_CACHE = RecordCache()
