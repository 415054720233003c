"""What reading made of the same things before, out of the store."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

from site_builder.reading.frozen import NotFrozenError, dumps, loads
from site_builder.store import Store, key, software

T = TypeVar("T")


class Kept(NamedTuple):
    """``basis``: what everything depends on that is kept here, beside the software. Without ``store`` nothing is."""

    store: Store | None = None
    basis: str = ""

    def once(self, kind: str, parts: tuple[str | bytes, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives of ``parts``, a value that ``frozen`` can write.

        It comes out of its bytes each time, the first time too: what is made new and what was kept are then alike in
        which of their parts are one object, and so are the bytes, and keys, that are made of them.
        """
        if self.store is None:
            return cast("T", loads(dumps(make())))
        name = key(kind, software(), self.basis, *parts)
        if (value := self.store.value(name)) is not None:
            with contextlib.suppress(NotFrozenError):
                return cast("T", loads(value))
        self.store.keep_value(name, value := dumps(make()))
        return cast("T", loads(value))


NOTHING_KEPT = Kept()
