"""Drafts from documents that people have already: Word files, PDFs, texts, and photos.

    files ── sources ─> Document ── languages ─> blocks ── parts, figures, entities ─> Draft ── writing ─> stories/

Word files and PDFs are read in a process of their own (``apart``, ``worker``), within the limits of ``document``. What
is found is proposed with the place where it stood; what is not understood is kept word for word (``writing.NOTES``).
"""
