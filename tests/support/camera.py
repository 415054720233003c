"""Pictures as cameras and photographers' programs write them, and exiftool, which judges what a file tells."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.support.pictures import file_of, quarters

EXTENSION = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
# Groups of exiftool's that tell of the file's own form, not of whoever made it.
FORM = {
    "ExifTool",
    "System",
    "File",
    "Composite",
    "JFIF",
    "RIFF",
    "QuickTime",
    "Meta",
    "PNG",
    "ICC-header",
    "ICC_Profile",
}
TOLD = (
    *("-GPSLatitude=13.7", "-GPSLatitudeRef=N", "-GPSLongitude=89.2", "-GPSLongitudeRef=W", "-SerialNumber=CANARY-1"),
    *("-Make=CANARY-2", "-Artist=CANARY-3", "-XMP:Creator=CANARY-4", "-XMP:Location=CANARY-5", "-Comment=CANARY-6"),
    *("-DateTimeOriginal=2022:10:05 10:00:00", "-IPTC:By-line=CANARY-7", "-XMP:PersonInImage=CANARY-8"),
)


def exiftool(*words: str | Path) -> str:
    """What exiftool says."""
    command = ["exiftool", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout


def told(*files: Path) -> list[dict[str, Any]]:
    """Every tag that exiftool finds in each of the files, unknown and repeated ones too, by group and name."""
    found: list[dict[str, Any]] = json.loads(exiftool("-json", "-a", "-u", "-U", "-ee3", "-G1", *files))
    return found


def from_a_camera(folder: Path, kind: str, orientation: int = 1, **options: Any) -> bytes:
    """A photo with all that a camera and a photographer's program write, a thumbnail among it."""
    file = folder / f"camera.{EXTENSION[kind]}"
    file.write_bytes(file_of(quarters((320, 240), orientation), kind, orientation, **options))
    thumbnail = folder / "thumbnail.jpg"
    thumbnail.write_bytes(file_of(quarters((64, 48)), "JPEG"))
    exiftool("-overwrite_original", "-m", *TOLD, f"-ThumbnailImage<={thumbnail}", file)
    content = file.read_bytes()
    assert b"CANARY-1" in content
    return content
