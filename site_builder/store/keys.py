"""Keys: digests of everything that a thing is made from, handed over as explicit values."""

from __future__ import annotations

import hashlib

Digest = str
"""A digest in hexadecimal: of contents, or of what something is made from."""


def key(kind: str, *parts: str | bytes) -> Digest:
    """The key of what is made from ``parts``. Every part counts with its length, so no two lists give one key."""
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()[:40]


def digest_of(content: bytes) -> Digest:
    """The digest of contents. SHA-256, because processors have it built in; cut to 160 bits."""
    return hashlib.sha256(content).hexdigest()[:40]
