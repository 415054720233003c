"""What was read, as bytes to be kept, and back: no code but that of records ever runs, whatever the bytes say."""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from site_builder import records
from site_builder.locales import Edtf, PartialDate, Text
from site_builder.pictures import PictureInfo
from site_builder.pictures.kinds import PictureKind
from site_builder.problems import Place, Position, Problem, Task
from site_builder.reading.story import StoryFolder
from site_builder.records.base import Part, revived
from site_builder.records.gist import Gist
from site_builder.records.result import Measure
from site_builder.records.settings import Editor, FontFile, Fonts
from site_builder.records.story import outlined
from site_builder.site import StoryFacts

_PROTOCOL = 5
_SUM = 4

_RECORDS = [getattr(records, name) for name in records.__all__]
_CLASSES: list[type] = [
    *(kind for kind in _RECORDS if isinstance(kind, type) and issubclass(kind, Part)),
    *(Editor, FontFile, Fonts),
    *(Edtf, PartialDate, Text, records.Unit),
    *(Place, Position, Problem, Task),
    *(StoryFolder, PictureInfo, PictureKind),
    *(Gist, Measure, StoryFacts),
    *(Decimal, date, datetime, timedelta, timezone),
]
_ALLOWED: Mapping[tuple[str, str], Any] = MappingProxyType(
    {
        **{(named.__module__, named.__name__): named for named in _CLASSES},
        **{(named.__module__, named.__name__): named for named in (revived, outlined)},
    }
)


class NotFrozenError(Exception):
    """Bytes that ``dumps`` did not make: damaged, cut short, or made by somebody else."""


def dumps(value: object) -> bytes:
    """A value as bytes: records, problems, places, what a story's folder holds, and plain containers of them."""
    pickled = pickle.dumps(value, _PROTOCOL)
    return zlib.crc32(pickled).to_bytes(_SUM, "big") + pickled


def loads(data: bytes) -> Any:
    """The value that ``dumps`` made ``data`` of. Raises NotFrozenError, and nothing else, for other bytes."""
    pickled = memoryview(data)[_SUM:]
    if len(data) < _SUM or zlib.crc32(pickled).to_bytes(_SUM, "big") != data[:_SUM]:
        raise NotFrozenError("damaged")
    try:
        return _Reader(io.BytesIO(pickled)).load()
    except Exception as error:
        # A sum can be right over wrong bytes, and unpickling those raises whatever they lead to.
        raise NotFrozenError("unknown content") from error


class _Reader(pickle.Unpickler):
    """Knows a list of classes and nothing else: no module is looked into, none imported."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        if (found := _ALLOWED.get((module_name, global_name))) is None:
            raise NotFrozenError(f"{module_name}.{global_name}")
        return found
