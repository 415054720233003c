"""Reads Word files and PDFs in a worker, where a parser that dies, grows or hangs harms nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter

from site_builder.importing.document import MEMORY, SECONDS, ImportFaultError, SourceDocument
from site_builder.importing.formats import FileFormat
from site_builder.workers.pool import WorkerPool
from site_builder.workers.process import Answer, Failure, Limits

LIMITS = Limits(memory=MEMORY, processor=SECONDS, clock=SECONDS + 10)


def read_document(name: str, kind: FileFormat, content: bytes) -> SourceDocument:
    """Read a document. Raises ImportFaultError: what its reader says, and ``too-slow``, ``died``, ``library``."""
    with WorkerPool(LIMITS) as pool:
        found = pool.run(DocumentJob(name, kind, content))
    if isinstance(found, ImportFaultError):
        raise found
    return found


@dataclass(frozen=True, slots=True)
class DocumentJob:
    """Read a document that is a Word file or a PDF."""

    name: str
    kind: FileFormat
    content: bytes

    def run(self) -> Answer:
        """Return the document as JSON, with its pictures' contents beside it; or the fault."""
        try:
            document = self._read()
        except ImportFaultError as fault:
            return {"fault": fault.key, "params": fault.params}, ()
        except ImportError as missing:
            return {"fault": "library", "params": {"library": (missing.name or "").partition(".")[0]}}, ()
        except RecursionError:
            return {"fault": "damaged", "params": {}}, ()
        except MemoryError:
            return {"fault": "memory", "params": {}}, ()
        except Exception:
            # A parser of untrusted files raises exceptions of every class.
            return {"fault": "died", "params": {}}, ()
        words = asdict(document)
        return words, tuple(picture.pop("content") for picture in words["pictures"])

    def _read(self) -> SourceDocument:
        if self.kind is FileFormat.PDF:
            from site_builder.importing.pdf import read_pdf

            return read_pdf(self.name, self.content)
        from site_builder.importing.docx import read_docx

        return read_docx(self.name, self.content)

    def result(self, words: Mapping[str, Any], contents: Sequence[bytes]) -> SourceDocument | ImportFaultError:
        """Return the document, or the fault, from the worker's answer."""
        if "fault" in words:
            return ImportFaultError(words["fault"], **words["params"])
        pictures = zip(words["pictures"], contents, strict=True)
        given = {**words, "pictures": [{**picture, "content": content} for picture, content in pictures]}
        return TypeAdapter(SourceDocument).validate_python(given)

    def failed(self, failure: Failure) -> SourceDocument | ImportFaultError:
        """Return the fault for the way in which the worker ended."""
        if failure is Failure.TIME:
            return ImportFaultError("too-slow", seconds=SECONDS)
        return ImportFaultError("memory" if failure is Failure.MEMORY else "died")
