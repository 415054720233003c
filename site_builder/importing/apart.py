"""Word files and PDFs, read in a process of their own with bounds on its time and memory."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from site_builder.importing.document import SECONDS, Block, Document, ImportFaultError, Picture, Remark, Spot
from site_builder.importing.formats import Kind

PYTHON = sys.executable
"""What runs the reader."""

WAIT = SECONDS + 10
"""How long is waited for it: it ends by itself where its system can hold it to its time."""


def read_apart(name: str, kind: Kind, content: bytes) -> Document:
    """The document. Raises ImportFaultError: what its reader says, and ``too-slow``, ``died``, ``library``."""
    head = json.dumps({"kind": kind.value, "name": name}).encode() + b"\n"
    # -P: a file in the folder of the day must not stand in for a module.
    command = [PYTHON, "-P", "-m", "site_builder.importing.worker"]
    try:
        done = subprocess.run(command, input=head + content, capture_output=True, timeout=WAIT, check=False)
    except subprocess.TimeoutExpired:
        raise ImportFaultError("too-slow", seconds=SECONDS) from None
    try:
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except ValueError:
        answer = None
    if answer is None:
        raise ImportFaultError("died")
    if "fault" in answer:
        raise ImportFaultError(answer["fault"], **answer["params"])
    return _document(answer["document"])


def _document(told: Mapping[str, Any]) -> Document:
    return Document(
        told["name"],
        tuple(map(_block, told["blocks"])),
        tuple(Picture(one["name"], base64.b64decode(one["content"]), Spot(**one["spot"])) for one in told["pictures"]),
        tuple((kind, words) for kind, words in told["aside"]),
        tuple(Remark(one["key"], one["params"]) for one in told["remarks"]),
        told["day"],
    )


def _block(told: Mapping[str, Any]) -> Block:
    cells = tuple(tuple(map(_block, cell)) for cell in told["cells"])
    return Block(**{**told, "spot": Spot(**told["spot"]), "cells": cells})
