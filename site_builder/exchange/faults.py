"""Why a file that comes back is refused whole."""

from __future__ import annotations


class FaultError(Exception):
    """``kind`` has the words ``cli.exchange.fault.<kind>``, with ``params`` filled in; ``line`` of the file."""

    def __init__(self, kind: str, line: int = 1, **params: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.line = line
        self.params = params
