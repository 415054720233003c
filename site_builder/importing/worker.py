"""The process in which foreign parsers read foreign bytes: it may die, grow or hang, and nothing else does.

In: one line of JSON (kind and name), then the bytes. Out: JSON, with pictures in base64.
"""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import asdict
from typing import Any

from site_builder.importing.document import MEMORY, SECONDS, Document, ImportFaultError


def bound() -> None:
    """Hold this process to its memory and time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _read(kind: str, name: str, content: bytes) -> Document:
    if kind == "pdf":
        from site_builder.importing.pdf import read_pdf

        return read_pdf(name, content)
    from site_builder.importing.docx import read_docx

    return read_docx(name, content)


def _answer(asked: dict[str, str], content: bytes) -> dict[str, Any]:
    try:
        document = _read(asked["kind"], asked["name"], content)
    except ImportFaultError as fault:
        return {"fault": fault.key, "params": fault.params}
    except ImportError as missing:
        return {"fault": "library", "params": {"library": (missing.name or "").partition(".")[0]}}
    except RecursionError:
        return {"fault": "damaged", "params": {}}
    except MemoryError:
        return {"fault": "memory", "params": {}}
    told = asdict(document)
    for picture in told["pictures"]:
        picture["content"] = base64.b64encode(picture["content"]).decode()
    return {"document": told}


def main() -> None:
    """Read one document from the standard input and answer on the standard output."""
    bound()
    head = sys.stdin.buffer.readline()
    answer = _answer(json.loads(head), sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
