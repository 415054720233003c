"""What a picture file tells of itself, read by exiftool: whose it is, on what terms, and nothing else."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from site_builder.pictures.plan import Recipe
from tests.support.derived import Derivatives, derive
from tests.support.pictures import adobe_rgb, display_p3, file_of, quarters

# Groups of exiftool that tell how a file is built, or that it works out itself; all others tell of the picture.
STRUCTURE = {"ExifTool", "System", "File", "JFIF", "QuickTime", "Meta", "Composite"}
# Of these groups, too, only tags that any such file has: comments and times would stand there as well.
BUILT = {
    *("ExifToolVersion", "FileType", "FileTypeExtension", "MIMEType", "ImageWidth", "ImageHeight", "ImageSize"),
    *("EncodingProcess", "BitsPerSample", "ColorComponents", "YCbCrSubSampling", "Megapixels"),
    *("JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"),
    *("MajorBrand", "MinorVersion", "CompatibleBrands", "HandlerType", "PrimaryItemReference", "ImageSpatialExtent"),
    *("ImagePixelDepth", "AV1ConfigurationVersion", "ChromaFormat", "ChromaSamplePosition"),
    *("ColorProfiles", "ColorPrimaries", "TransferCharacteristics", "MatrixCoefficients", "VideoFullRangeFlag"),
    *("MediaDataSize", "MediaDataOffset"),
}
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


def told(folder: Path) -> dict[str, dict[str, Any]]:
    """All that exiftool finds in the files of a folder, by file; of the file system's own nothing."""
    command = ["exiftool", "-a", "-G1", "-j", "-struct", "--System:all", "-r", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return {Path(found.pop("SourceFile")).name: found for found in json.loads(done.stdout)}


def of_picture(found: dict[str, Any]) -> dict[str, Any]:
    """What is no mere structure."""
    parts = ((name, name.partition(":")) for name in found)
    return {name: found[name] for name, (group, _, tag) in parts if group not in STRUCTURE or tag not in BUILT}


def camera_file(kind: str) -> bytes:
    """A picture as cameras and programs write it: everything in it that could be."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Maker", "Model 1", "Program 2.0"
    exif[0x013B], exif[0x8298], exif[0x010E], exif[0x0132] = "Somebody", "Somebody", "A place", "2024:01:02 03:04:05"
    exif.get_ifd(0x8769).update({0xA431: "12345", 0xA435: "678", 0x9003: "2024:01:02 03:04:05", 0x927C: b"maker note"})
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 41.0, 57.0), 3: "W", 4: (89.0, 13.0, 6.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    xmp += b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Program"/>'
    xmp += b"</rdf:RDF></x:xmpmeta>"
    options: dict[str, Any] = {"exif": exif, "xmp": xmp, "icc_profile": adobe_rgb()}
    if kind == "JPEG":
        options |= {"comment": b"a comment", "icc_profile": display_p3(), "dpi": (300, 300)}
    if kind == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Comment", "a comment")
    return file_of(quarters((2600, 1700)), kind, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_files_tell_whose_they_are_and_nothing_else(tmp_path: Path, kind: str) -> None:
    """Each file has credit, copyright and licence where the IPTC's standard puts them; place, camera, serial numbers,
    times, comments, profiles and thumbnails of the original are gone.
    """
    original, site = tmp_path / "original", tmp_path / "site"
    original.mkdir()
    site.mkdir()
    source = camera_file(kind)
    (original / f"camera.{kind.lower()}").write_bytes(source)
    (of_original,) = told(original).values()
    assert {name.partition(":")[0] for name in of_picture(of_original)} >= {"IFD0", "ExifIFD", "GPS", "ICC_Profile"}
    made = derive(source, Recipe("Somebody / Office", "CC BY 4.0", press=True))
    assert isinstance(made, Derivatives)
    for file in made.files:
        (site / file.name).write_bytes(file.content)
    found = told(site)
    assert len(found) == len(made.files) == 6
    rights = {
        "XMP-dc:Creator": ["Somebody / Office"],
        "XMP-dc:Rights": "Somebody / Office · CC BY 4.0",
        "XMP-photoshop:Credit": "Somebody / Office",
        "XMP-plus:Licensor": [{"LicensorName": "Somebody / Office", "LicensorURL": ADDRESS}],
        "XMP-xmpRights:Marked": True,
        "XMP-xmpRights:UsageTerms": "CC BY 4.0",
        "XMP-xmpRights:WebStatement": ADDRESS,
    }
    assert {name: of_picture(tags) for name, tags in found.items()} == dict.fromkeys(found, rights)


def test_a_picture_of_everybody_says_so(tmp_path: Path) -> None:
    """CC0 leaves no rights to be marked; words that are no licence with an address have none."""
    for licence, marked, address in [("CC0", False, True), ("All rights reserved", True, False)]:
        made = derive(file_of(quarters((500, 300))), Recipe("ARCO", licence))
        assert isinstance(made, Derivatives)
        (tmp_path / "picture.jpg").write_bytes(made.files[-1].content)
        found = told(tmp_path)["picture.jpg"]
        assert found["XMP-xmpRights:Marked"] is marked
        assert ("XMP-xmpRights:WebStatement" in found) is address
        assert found["XMP-plus:Licensor"][0]["LicensorName"] == "ARCO"
