"""Explains errors of the operating system in the language of a catalog, not in that of the system."""

from __future__ import annotations

import errno
import subprocess

from site_builder.locales.catalog import Catalog

_REASONS = {
    "denied": (errno.EACCES, errno.EPERM),
    "missing": (errno.ENOENT,),
    "full": (errno.ENOSPC, errno.EDQUOT),
    "read-only": (errno.EROFS,),
    "exists": (errno.EEXIST, errno.ENOTEMPTY),
    "folder": (errno.EISDIR,),
    "no-folder": (errno.ENOTDIR,),
    "long": (errno.ENAMETOOLONG,),
    "busy": (errno.EBUSY, errno.ETXTBSY, errno.EAGAIN),
    "open": (errno.EMFILE, errno.ENFILE),
    "memory": (errno.ENOMEM,),
    "damaged": (errno.EIO,),
    "loop": (errno.ELOOP,),
    "taken": (errno.EADDRINUSE,),
    "network": (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ECONNREFUSED, errno.ECONNRESET),
    "time": (errno.ETIMEDOUT,),
}
_BY_NUMBER = {number: name for name, numbers in _REASONS.items() for number in numbers}


def kind_of(error: OSError) -> str:
    """Return the name of the reason in the catalogs; empty for a rare one."""
    return _BY_NUMBER.get(error.errno or 0, "")


def reason(error: BaseException, words: Catalog) -> str:
    """Return the reason in a few words that begin small; a rare one by its symbol, such as ``EXDEV``."""
    if isinstance(error, subprocess.TimeoutExpired):
        return words.text("system.time")
    if isinstance(error, ImportError):
        return words.text("system.not-installed")
    if not isinstance(error, OSError):
        return words.text("system.other", name=type(error).__name__)
    if kind := kind_of(error):
        return words.text(f"system.{kind}")
    return words.text("system.other", name=errno.errorcode.get(error.errno or 0, type(error).__name__))


def explanation(error: Exception, words: Catalog) -> str:
    """Return the words of another program in ``error``; the reason, where the system did not let it run."""
    if isinstance(error.__cause__, OSError):
        return reason(error.__cause__, words)
    return str(error) or words.text("system.silent")
