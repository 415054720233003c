"""How much a document may hold. Nobody's story comes near; what does is refused before it is unpacked."""

from __future__ import annotations

MOST_BYTES = 60_000_000
"""Bytes of one document, picture or archive as it is handed in."""

MOST_UNPACKED = 300_000_000
"""Bytes of everything in an archive or a Word file, unpacked."""

MOST_ENTRIES = 1_000
"""Files in an archive, a Word file or a folder."""

MOST_RATIO = 200
"""How much larger than packed an entry may be. Text packs to a tenth, empty pictures to a hundredth."""

MOST_XML = 20_000_000
"""Bytes of one part of a Word file that is read as XML."""

MOST_LETTERS = 200_000
"""Letters of a story: a hundred pages. What is longer is a report, and nobody would look through its proposals."""

MOST_BLOCKS = 4_000
MOST_PAGES = 100
MOST_PICTURES = 60
MOST_PROPOSALS = 100
"""Figures or quotations that are proposed; the others are told."""

SECONDS = 60
"""How long a document may take to be read."""

MEMORY = 1_500_000_000
"""Bytes of address space of the process that reads it, where the system can hold it to that."""
