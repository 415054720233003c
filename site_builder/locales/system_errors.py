"""Why the computer refused something. Its own words follow its own settings, or are English whatever those say."""

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
    """The name under which the catalogs have the reason; empty for what is rare."""
    return _BY_NUMBER.get(error.errno or 0, "")


def reason(error: BaseException, words: Catalog) -> str:
    """Why, in a few words that begin small; what is rare goes by the name that programs have for it."""
    if isinstance(error, subprocess.TimeoutExpired):
        return words.text("system.time")
    if isinstance(error, ImportError):
        return words.text("system.not-installed")
    if not isinstance(error, OSError):
        return words.text("system.other", name=type(error).__name__)
    if kind := kind_of(error):
        return words.text(f"system.{kind}")
    return words.text("system.other", name=errno.errorcode.get(error.errno or 0, type(error).__name__))


def told(error: Exception, words: Catalog) -> str:
    """What another program said, which ``error`` holds; why it could not be asked, where the computer refused."""
    if isinstance(error.__cause__, OSError):
        return reason(error.__cause__, words)
    return str(error) or words.text("system.silent")
