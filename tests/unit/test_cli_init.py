"""`stories init`: a project with everything but stories, and with the software."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.support.command_line import Stories

COMMENTED = re.compile(r"^#(?! \S|$)", re.MULTILINE)


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_it_checks_and_builds_at_once(stories: Stories, tmp_path: Path, lang: str) -> None:
    """A new project has nothing wrong, not even a warning, and its site without stories is whole."""
    project = tmp_path / "our-stories"
    assert stories("init", project, "--lang", lang) == 0
    assert stories("check", "--project", project, "--strict") == 0
    assert stories("build", "--project", project, "--strict") == 0
    assert stories.err == ""
    for page in ("index.html", "404.html", "en/index.html", "es/historias/index.html", "es/privacidad/index.html"):
        assert (project / "site" / page).is_file()
    assert f"locales: [{lang}" in (project / "mkdocs.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "words"), [("en", "Go to the folder"), ("es", "Entre en la carpeta")])
def test_the_next_steps_can_be_typed(stories: Stories, tmp_path: Path, lang: str, words: str) -> None:
    """What is to be done next is in the language asked for, and each command stands on a line to be copied."""
    assert stories("init", tmp_path / "our stories", "--lang", lang) == 0
    assert words in stories.out
    lines = [line.strip() for line in stories.out.splitlines()]
    assert f'cd "{tmp_path / "our stories"}"' in lines
    assert [line for line in lines if re.match(r"(python3|py) -m venv \.venv$", line)]
    assert [line for line in lines if re.match(r"\.venv\S+pip install -r requirements\.txt$", line)]
    assert [line for line in lines if re.match(r"\.venv\S+stories serve$", line)]


def test_spanish_first_is_spanish_throughout(stories: Stories, tmp_path: Path) -> None:
    """With --lang es the explanations in every file are in Spanish, and Spanish comes first on the site."""
    assert stories("init", tmp_path / "p", "--lang", "es") == 0
    settings = (tmp_path / "p/mkdocs.yml").read_text(encoding="utf-8")
    assert "locales: [es, en]" in settings
    assert "Los ajustes del sitio" in settings
    assert "Qué se prometió" in (tmp_path / "p/content/milestones.yml").read_text(encoding="utf-8")


def test_it_holds_what_people_write_and_little_more(stories: Stories, tmp_path: Path) -> None:
    """A new project has under forty files: pages about rules are the software's, and are not written."""
    assert stories("init", tmp_path / "p") == 0
    files = [file for file in (tmp_path / "p").rglob("*") if file.is_file()]
    assert len(files) < 40
    assert not (tmp_path / "p" / "docs").exists()


def test_lists_invent_nothing(stories: Stories, tmp_path: Path) -> None:
    """With every # taken away from the lists, no promise, partner or source is there that nobody wrote."""
    assert stories("init", tmp_path / "p") == 0
    for file in (tmp_path / "p/content").glob("*.yml"):
        found = yaml.load(COMMENTED.sub("", file.read_text(encoding="utf-8")), yaml.CBaseLoader)
        assert set(re.findall(r": '([^']+)'", str(found))) <= {"output", "unknown", "false"}, file


def test_a_name_with_anything_in_it(stories: Stories, tmp_path: Path) -> None:
    """A name with the signs of YAML and Markdown is the site's name as it was typed."""
    name = 'Agua: "para todas" #1 [y] <más> {{ x }}'
    assert stories("init", tmp_path / "x", "--name", name) == 0
    settings = (tmp_path / "x/mkdocs.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(settings.replace("!ENV ", ""))["site_name"] == name
    assert stories("check", "--project", tmp_path / "x", "--strict") == 0


def test_a_folder_with_something_in_it_is_refused(stories: Stories, tmp_path: Path) -> None:
    """Nothing that is there is mixed with a new project."""
    (tmp_path / "notes.txt").write_text("mine")
    assert stories("init", tmp_path) == 2
    assert stories("init", tmp_path / "notes.txt") == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_is_as_good_as_a_new_one(stories: Stories, tmp_path: Path) -> None:
    """Whoever has made the folder already can use it, by its name or from inside."""
    assert stories("init", tmp_path) == 0


def test_the_software_goes_along(stories: Stories, tmp_path: Path) -> None:
    """The wheel is complete by its own record, and requirements name it as a file: its name is asked of no index."""
    assert stories("init", tmp_path / "x") == 0
    required = (tmp_path / "x/requirements.txt").read_text().splitlines()
    with zipfile.ZipFile(tmp_path / "x" / required[0]) as wheel:
        names = set(wheel.namelist())
        record = next(name for name in names if name.endswith("/RECORD"))
        listed = {row[0] for row in csv.reader(io.StringIO(wheel.read(record).decode()))}
    assert listed == names
    assert {"site_builder/cli/__init__.py", "site_builder/catalog/es.po"} <= names
    assert not any("__pycache__" in name for name in names)
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.+]+", line) for line in required[1:])
    assert not any(line.startswith("bilingual") for line in required)
    assert {"mkdocs", "mkdocs-material", "pagefind-bin"} <= {line.partition("==")[0] for line in required[1:]}


def test_the_same_software_gives_the_same_files(stories: Stories, tmp_path: Path) -> None:
    """Two new projects are equal byte for byte."""
    for name in ("a", "b"):
        assert stories("init", tmp_path / name, "--name", "Same") == 0
    files = [
        {file.relative_to(root): file.read_bytes() for file in root.rglob("*") if file.is_file()}
        for root in (tmp_path / "a", tmp_path / "b")
    ]
    assert files[0] == files[1]


def test_publishing_is_ready(stories: Stories, tmp_path: Path) -> None:
    """The workflows are YAML, install what README says and give no job more rights than it needs."""
    assert stories("init", tmp_path / "x") == 0
    workflow = yaml.safe_load((tmp_path / "x/.github/workflows/publish.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    gitlab = yaml.safe_load((tmp_path / "x/.gitlab-ci.yml").read_text(encoding="utf-8"))
    steps = [*gitlab["default"]["before_script"], *gitlab["look"]["script"], *gitlab["pages"]["script"]]
    assert any("requirements.txt" in line for line in steps)
    assert all(isinstance(line, str) for line in steps)
    readme = (tmp_path / "x/README.md").read_text(encoding="utf-8")
    assert "requirements.txt" in readme
    assert "{{" not in readme


def test_editors_find_the_schemas(stories: Stories, tmp_path: Path) -> None:
    """Every schema that the editor's settings name is there."""
    assert stories("init", tmp_path / "x") == 0
    settings = yaml.safe_load((tmp_path / "x/.vscode/settings.json").read_text(encoding="utf-8"))
    assert all((tmp_path / "x" / schema).is_file() for schema in settings["yaml.schemas"])
