"""HTML faults of a folder, found by the Nu HTML checker."""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.support import parts


def nu(folder: Path) -> list[str]:
    """What is wrong in the HTML files of a folder: one line an error, with file, line and column."""
    command = [parts.JAVA, "-jar", parts.NU_CHECKER, "--errors-only", "--format", "json", "--skip-non-html", folder]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, timeout=600)
    # The checker writes its findings to standard error; its exit status only says whether there are some.
    report = json.loads(done.stderr)
    return [_line(message, folder) for message in report["messages"] if message["type"] != "info"]


def _line(message: dict[str, str], folder: Path) -> str:
    file = Path(unquote(urlsplit(message.get("url", "")).path))
    place = file.relative_to(folder) if file.is_relative_to(folder) else file
    return f"{place}:{message.get('lastLine')}:{message.get('firstColumn')}: {message['message']}"
