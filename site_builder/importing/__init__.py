"""Drafts from documents that people have already: Word files, PDFs, texts, and photos.

    files ── sources ─> SourceDocument ── languages ─> blocks ── parts, figures, entities ─> Draft ── writing ─> folder

Word files and PDFs are read in a worker (``document_job``), within the limits of ``document``. What is found is
proposed with the place where it stood; what is not understood is kept word for word (``writing.NOTES``).
"""
