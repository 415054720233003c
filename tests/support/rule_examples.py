"""The rules' examples as projects: what each leaves out is filled in, and the check is asked about it.

``python -m tests.support.rule_examples`` writes what follows from the examples: the parameters of their problems, and
the pages in ``docs/rules``.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

from site_builder.photos.jobs import PhotoJob
from site_builder.pictures import heads
from site_builder.pictures.inspection import FileFault, PictureInfo, inspect
from site_builder.pictures.plan import Recipe, plan_photo
from site_builder.problems import RULES, Position, Problem, Task
from site_builder.problems.explanation import FILE, PARAMS, Example, ExampleFile, examples, rule_pages
from site_builder.problems.rules import RULE_PAGES
from site_builder.publish.verification import FinishedSite, verify
from site_builder.workers.pool import WorkerPool
from site_builder.workers.process import Limits
from tests.support import site_cases
from tests.support.example_files import made

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "site_builder" / "problems" / "examples" / PARAMS

PAGES = ROOT / RULE_PAGES

_REST = re.compile(r"( *)# …")
_KEY = re.compile(r"([\w-]+):")
_BLOCK = re.compile(r"^(\w+):(.*(?:\n .*)*)", re.MULTILINE)
_STORY = {
    **dict(_BLOCK.findall((site_cases.CASES / "story.txt").read_text("utf-8"))),
    "source": " note",
}
# Rules about a folder that holds no record.
NO_STORY = {"story-missing", "story-file-name"}
# The fields that items of these lists have unless an example gives them.
_ITEMS = {
    "results": {
        "value": "90",
        "unit": "people",
        "what": "{en: took a course, es: tomaron un curso}",
        "countries": "[SV]",
        "status": "achieved",
        "when": "2023",
    },
    "photos": {
        "alt": "{en: A field of maize, es: Un campo de maíz}",
        "credit": "Alliance of Growers",
        "licence": "CC BY 4.0",
        "people": "none",
    },
    "quotes": {
        "speaker": "A speaker",
        "speaker_kind": "official",
        "role": "{en: Mayor, es: Alcaldesa}",
        "text": "{en: We learned together, es: Aprendimos juntos}",
    },
    "milestones": {"commitment": "{en: Hold courses, es: Ofrecer cursos}", "source": "note"},
    "stories": {"contact": "{office: Press office, email: press@example.org}"},
}


def problems_of(files: Sequence[ExampleFile], example: Example, root: Path) -> tuple[Problem, ...]:
    """What the check says of these files of an example, laid out in ``root``."""
    given = {file.path: file.text for file in files}
    if example.family == "site":
        return _of_site(given, example, root)
    texts = {path: _whole(path, text, given) for path, text in given.items()}
    if example.rule not in NO_STORY and any(path.startswith("stories/maize/") for path in given):
        texts.setdefault(FILE, _whole(FILE, "# …", given))
    site_cases.write(root, texts)
    if example.rule == "settings-missing" and "mkdocs.yml" not in given:
        (root / "mkdocs.yml").unlink()
    whole = {**texts, "utf": _whole(FILE, "# …", {})}
    for path, content in made(whole, given, example):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    for path, text in given.items():
        if text.startswith("-rw-------"):
            # Nobody can read a link to itself, whoever they are.
            (root / path).unlink()
            (root / path).symlink_to(Path(path).name)
    if example.rule == "picture-costly":
        return _of_worker(root, "(20 s …)" in str(given))
    if example.rule.startswith("picture-heic"):
        # As on a computer without the library that reads it.
        with patch.object(heads, "is_heic_readable", return_value=False):
            return site_cases.problems(root)
    return site_cases.problems(root)


def _of_worker(root: Path, is_costly: bool) -> tuple[Problem, ...]:
    """What is told of the picture when it is made. Here its time runs out at once where it is to be costly."""
    (file,) = (root / "stories" / "maize").glob("*.jpg")
    info = inspect(file.read_bytes())
    assert isinstance(info, PictureInfo)
    with WorkerPool(Limits(clock=0) if is_costly else Limits()) as pool:
        found = pool.run(PhotoJob(file, plan_photo(info, Recipe())))
    at = Position(file.relative_to(root).as_posix())
    return (found.at(at),) if isinstance(found, FileFault) else ()


def _of_site(given: Mapping[str, str], example: Example, root: Path) -> tuple[Problem, ...]:
    for path, text in given.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    planned = [file.path.removeprefix("site/") for file in example.right]
    return tuple(verify(FinishedSite(root / "site", "", {}), planned))


def _whole(path: str, text: str, given: Mapping[str, str]) -> str:
    """The text with each ``# …`` replaced by the fields that it leaves out."""
    lines = text.splitlines()
    done: list[str] = []
    for number, line in enumerate(lines):
        match = _REST.fullmatch(line)
        if match is None:
            done.append(line)
        elif match[1]:
            done += _of_item(lines[:number], match[1])
        elif path.startswith("stories/"):
            done += _of_story(lines, given)
    return "\n".join([*done, ""])


def _of_story(lines: Sequence[str], given: Mapping[str, str]) -> Iterator[str]:
    there = {match[1] for line in lines if (match := _KEY.match(line))}
    beside = [match[1] for path in given if (match := re.search(r"/text\.(\w\w)\.md\Z", path))]
    for key, block in _STORY.items():
        # What stands in a file of its own stands in that alone.
        lines_left = [line for line in block.split("\n") if key != "body" or line[2:4] not in beside]
        value = "\n".join(lines_left)
        if key not in there and value.strip():
            yield f"{key}:{value}"


def _of_item(before: Sequence[str], indent: str) -> Iterator[str]:
    """The fields of an item of a list, of which the lines ``before`` are the beginning."""
    dash = f"{indent[:-2]}- "
    first = max((number for number, line in enumerate(before) if line.startswith(dash)), default=0)
    there = {match[1] for line in before[first:] if (match := _KEY.match(line[len(indent) :]))}
    above = [line for line in before[:first] if line.strip() and not line.startswith(indent[:-2] or "\0")]
    above += [line for line in before[:first] if _KEY.fullmatch(line.strip()) and not line.startswith(indent)]
    name = "stories" if before[-1:] and any(line.endswith("- stories:") for line in before) else "milestones"
    name = next((key for line in reversed(above) if (key := line.strip(" -:")) in _ITEMS), name)
    for field, value in _ITEMS[name].items():
        if field not in there:
            yield f"{indent}{field}: {value}"


def written_params() -> str:
    """``params.json`` as it has to be: by rule, the parameters of the problem that its wrong example gives."""
    found = {}
    for rule in sorted(RULES):
        with tempfile.TemporaryDirectory() as folder:
            problems = problems_of(examples()[rule].wrong, examples()[rule], Path(folder))
        found[rule] = next(jsonable(problem) for problem in problems if problem.rule == rule)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def jsonable(problem: Problem) -> dict[str, object]:
    """A problem's parameters as the file holds them."""
    return {name: _plain(value) for name, value in sorted(problem.params.items())}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [list(task) for task in value if isinstance(task, Task)]
    return value if isinstance(value, int | float) else str(value)


if __name__ == "__main__":
    WRITTEN.write_text(written_params(), "utf-8")
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    for name, text in rule_pages().items():
        (PAGES / name).write_text(text, "utf-8")
