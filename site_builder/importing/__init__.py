"""Drafts from documents that people have already: Word files, PDFs, texts, and photos.

    files ── gathering ─> Document ── languages ─> blocks ── parts, figures, named ─> Draft ── writing ─> stories/

Word files and PDFs are read in a process of their own (``apart``, ``worker``), within bounds (``limits``). What is
found is proposed with the place where it stood; what is not understood is kept word for word (``notes``).
"""

from site_builder.importing.composing import compose
from site_builder.importing.document import ImportFaultError
from site_builder.importing.draft import Draft
from site_builder.importing.gathering import gather
from site_builder.importing.telling import fault_words, remark_words
from site_builder.importing.writing import files, write

__all__ = ["Draft", "ImportFaultError", "compose", "fault_words", "files", "gather", "remark_words", "write"]
