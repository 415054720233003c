"""`stories withdraw`: what somebody takes back is gone from every byte that was made, whatever else is broken."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from PIL import ImageOps

from site_builder.outbox import outbox_files
from site_builder.outputs import editor_program
from site_builder.publish.releases import list_releases
from tests.support import withdrawals as well
from tests.support.command_line import Stories, put
from tests.support.pictures import file_of, quarters
from tests.support.withdrawal_cases import built, duplicate
from tests.support.withdrawals import holding, pages, picture_digests, well_project, with_content

ALL = {f"{top}/{name}" for top in ("en/stories", "es/historias") for name in ("copy", "plain")}
WELL = {"en/stories/well", "es/historias/el-pozo"}
BY_REFERENCE = (well.NAME, well.WORDS, well.PALABRAS, well.ALT)


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was published."""
    return built(well_project(tmp_path_factory.mktemp("published") / "project"))


@pytest.fixture
def project(tmp_path: Path, published: Path) -> Path:
    """A copy of it, published once more, so that there is an older site."""
    made = built(duplicate(published, tmp_path / "project"))
    assert len(list_releases(made / "site").older) == 1
    assert pages(made) == ALL | WELL
    return made


def record(project: Path, folder: str = "well") -> Path:
    """A story's file."""
    return project / "stories" / folder / "story.yml"


def withdraw(stories: Stories, project: Path, reference: str, *more: str) -> int:
    """Run the verb."""
    return stories("withdraw", reference, "--project", project, *more)


def test_consent_for_words_and_a_picture(stories: Stories, project: Path) -> None:
    """One reference: the quotation, the name, the photo, its copy in another story; no byte of them is left."""
    digests = picture_digests(project)
    assert with_content(project, digests)
    assert {name.split("/")[0] for name in holding(project, well.NAME)} == {"site", ".site-releases", ".cache"}
    assert withdraw(stories, project, well.REFERENCE) == 0, stories.err
    assert holding(project, *BY_REFERENCE) == []
    assert with_content(project, digests) == []
    assert pages(project) == ALL | WELL
    assert holding(project, well.OFFICIAL_WORDS)
    assert record(project).read_text() == well.STORY.replace("status: given", "status: withdrawn")
    assert "consent: {status: withdrawn}\n    id: a-copy" in record(project, "copy").read_text()


def test_every_address_is_told(stories: Stories, project: Path) -> None:
    """Pages in both languages, pictures, feeds and search files are listed, and written down for a cache to forget."""
    pictures = [file.name for file in (project / "site/assets/pictures").iterdir()]
    assert withdraw(stories, project, well.REFERENCE, "--purge-list", str(project / "forget.txt")) == 0
    assert "Do not commit forget.txt" in stories.err
    listed = (project / "forget.txt").read_text().splitlines()
    address = "https://stories.example.org/"
    assert len(pictures) > 1
    for name in [
        *(f"assets/pictures/{name}" for name in pictures),
        *("", "en/", "es/", "en/stories/well/", "es/historias/el-pozo/", "en/stories/copy/", "en/stories/"),
        *("en/photo-credits/", "es/creditos-de-fotos/", "pagefind/pagefind-entry.json"),
    ]:
        assert f"{address}{name}" in listed
        assert f"  {address}{name}\n" in stories.out
    assert f"{address}en/stories/well/index.html" in listed
    for words in ("git filter-repo", "Internet Archive", "artifacts", "Now commit"):
        assert words in stories.out
    assert stories("withdraw", "plain", "--project", project, "--lang", "es") == 0
    for words in ("historial de Git", "Internet Archive", "artefactos", "borre de ella"):
        assert words in stories.out
    (written,) = outbox_files(project)
    assert f"outbox/{written.name}" in stories.out
    assert f"{address}en/stories/plain/" in written.read_text().splitlines()
    assert "commit" not in stories.err


def test_an_outbox_that_is_a_link_stops_no_withdrawal(stories: Stories, project: Path, tmp_path: Path) -> None:
    """What is taken back goes all the same, nothing is written where the link leads, the addresses are told, and so is
    that nobody has looked behind the link."""
    (project / "outbox").symlink_to(tmp_path)
    before = set(tmp_path.iterdir())
    assert withdraw(stories, project, "well/farmer") == 1
    assert "Could not be searched: " in stories.err
    assert "no list was written" in stories.err
    assert "https://stories.example.org/en/stories/well/" in stories.out
    assert holding(project, well.WORDS) == []
    assert set(tmp_path.iterdir()) == before


def test_a_story(stories: Stories, project: Path) -> None:
    """Its addresses, former ones too, answer with a neutral page that search engines leave alone; no list has it."""
    assert withdraw(stories, project, "stories/well/") == 0, stories.err
    assert holding(project, well.TITLE, "canario de un pozo", *BY_REFERENCE, well.OFFICIAL) == []
    site = project / "site"
    for page, words in (
        ("en/stories/well", "This story is no longer published."),
        ("en/stories/old-well", "This story is no longer published."),
        ("es/historias/el-pozo", "Esta historia ya no está publicada."),
        ("es/historias/old-well", "Esta historia ya no está publicada."),
    ):
        text = (site / page / "index.html").read_text()
        assert words in text
        assert '<meta name="robots" content="noindex">' in text
    others = [file for file in site.rglob("*") if file.suffix in {".html", ".xml"} and "well" not in str(file)]
    assert len(others) > 20
    leading = [file for file in others if b"stories/well/" in file.read_bytes() or b"el-pozo" in file.read_bytes()]
    assert [file for file in leading if "historias/el-pozo" not in str(file)] == []
    assert "state: withdrawn\n" in record(project).read_text()


@pytest.mark.parametrize(
    ("reference", "words", "stays"),
    [
        ("well/minister", well.OFFICIAL_WORDS, well.WORDS),
        ("well/farmer", well.WORDS, well.OFFICIAL_WORDS),
        ("well/portrait", well.ALT, well.WORDS),
    ],
)
def test_a_part_of_a_story(stories: Stories, project: Path, reference: str, words: str, stays: str) -> None:
    """A quotation of an office, a participant's, or a photo goes by its id; the rest of its story stays."""
    digests = picture_digests(project)
    assert withdraw(stories, project, reference) == 0, stories.err
    assert holding(project, words) == []
    assert holding(project, stays)
    assert pages(project) == ALL | WELL
    assert (with_content(project, digests) == []) == (reference == "well/portrait")
    assert stories("build", "--project", project) == 0
    assert [name for name in holding(project, words) if name.startswith("site/")] == []


def test_a_person_in_the_text(stories: Stories, project: Path) -> None:
    """Where the text itself tells of a person the whole story goes, and its addresses answer with a neutral page."""
    person = "people:\n  - name: {}\n    consent:\n      reference: C 7\n      status: given\n      covers: [web]\n"
    put(record(project, "plain"), well.OTHER + person.format(well.PERSON))
    assert stories("build", "--project", project) == 0
    assert withdraw(stories, project, "C 7") == 0, stories.err
    assert holding(project, "Another story of the tests", well.PERSON, "C 7") == []
    assert "no longer published" in (project / "site/en/stories/plain/index.html").read_text()


def test_one_reference_in_two_stories(stories: Stories, project: Path) -> None:
    """It is marked wherever it stands, and each file keeps its own way of writing."""
    other = well.STORY.replace("el-pozo", "otro-pozo").replace("old-well", "older-well").replace("\n", "\r\n")
    other = other.replace("status: given", '"status": "given"')
    put(record(project, "second"), other)
    shutil.copy(project / "stories/well/portrait.jpg", project / "stories/second/portrait.jpg")
    assert stories("build", "--project", project) == 0, stories.err
    assert withdraw(stories, project, well.REFERENCE) == 0, stories.err
    assert holding(project, *BY_REFERENCE) == []
    assert record(project, "second").read_bytes().decode() == other.replace('"given"', '"withdrawn"')


def test_another_record_is_broken(stories: Stories, project: Path) -> None:
    """A broken story stays published as it last was, in lists too. Nobody can tell whose consent its file holds now."""
    put(record(project, "plain"), well.BROKEN)
    assert stories("build", "--project", project) == 1
    assert withdraw(stories, project, well.REFERENCE) == 1
    assert "stories/plain/story.yml: this file cannot be read, so there is no way to tell" in stories.err
    assert holding(project, *BY_REFERENCE) == []
    assert pages(project) == ALL | WELL
    assert "Another story of the tests" in (project / "site/en/stories/index.html").read_text()
    # And once more: what was last good is known still. A quotation of another story stands in no other record.
    assert withdraw(stories, project, "well/minister") == 0, stories.err
    assert "stories/plain/story.yml has an error: its last good version stays published." in stories.err
    assert pages(project) == ALL | WELL
    assert "Another story of the tests" in (project / "site/en/stories/index.html").read_text()


def test_a_register_is_broken(stories: Stories, project: Path) -> None:
    """Themes and promises stay as they last were."""
    put(project / "content/themes.yml", well.BROKEN)
    assert withdraw(stories, project, well.REFERENCE) == 0, stories.err
    assert holding(project, *BY_REFERENCE) == []
    assert pages(project) == ALL | WELL


def test_a_broken_record_of_which_nothing_is_known(stories: Stories, project: Path) -> None:
    """After the store was emptied nobody knows what it holds: its page is shut, and that is not done."""
    put(record(project, "plain"), well.BROKEN)
    assert stories("clean", "--project", project) == 0
    assert withdraw(stories, project, "well/minister") == 1
    assert "stories/plain/story.yml cannot be read, and no earlier version of it is known here." in stories.err
    assert holding(project, well.OFFICIAL_WORDS, "Another story of the tests") == []
    assert pages(project) == {"en/stories/copy", "es/historias/copy"} | WELL
    assert "no longer published" in (project / "site/en/stories/plain/index.html").read_text()
    put(record(project, "plain"), well.OTHER)
    assert withdraw(stories, project, "well/minister") == 0, stories.err
    assert pages(project) == ALL | WELL


def test_a_page_that_cannot_be_made_anew_and_shows_it(stories: Stories, project: Path) -> None:
    """A page that leads on to the picture is shut: what is taken back goes in every case."""
    digests = picture_digests(project)
    put(record(project, "plain"), well.BROKEN)
    assert stories("clean", "--project", project) == 0
    assert b"assets/pictures/" in (project / "site/en/stories/plain/index.html").read_bytes()
    assert withdraw(stories, project, "well/portrait") == 1
    assert with_content(project, digests) == []
    assert pages(project) == WELL | {"en/stories/copy", "es/historias/copy"}


def test_the_record_itself_is_broken(stories: Stories, project: Path) -> None:
    """It cannot be marked, which is said, with what to do; out of the site it goes, as its last good version tells."""
    digests = picture_digests(project)
    put(record(project), well.STORY.replace("title:", "title: ["))
    assert withdraw(stories, project, well.REFERENCE) == 1
    assert "stories/well/story.yml: this file cannot be read, so it cannot be marked" in stories.err
    assert holding(project, *BY_REFERENCE) == []
    assert with_content(project, digests) == []
    assert pages(project) == ALL | WELL
    assert list_releases(project / "site").older == ()


def test_the_record_itself_is_broken_and_nobody_knows_what_it_was(stories: Stories, project: Path) -> None:
    """Then its page is shut: what it shows cannot be told from what may stay."""
    put(record(project), well.STORY.replace("title:", "title: ["))
    assert stories("clean", "--project", project) == 0
    assert withdraw(stories, project, well.REFERENCE) == 1
    assert holding(project, *BY_REFERENCE) == []
    assert "no longer published" in (project / "site/en/stories/well/index.html").read_text()
    assert "ya no está publicada" in (project / "site/es/historias/el-pozo/index.html").read_text()
    assert pages(project) == ALL


def test_no_site_can_be_made(stories: Stories, project: Path) -> None:
    """With settings that cannot be read, every page that shows it is shut, and all others stay."""
    digests = picture_digests(project)
    plain = (project / "site/es/acerca-de/index.html").read_bytes()
    put(project / "mkdocs.yml", "a: [\n")
    assert withdraw(stories, project, well.REFERENCE) == 0, stories.err
    assert holding(project, *BY_REFERENCE) == []
    assert with_content(project, digests) == []
    assert (project / "site/es/acerca-de/index.html").read_bytes() == plain
    assert "no longer published" in (project / "site/en/stories/well/index.html").read_text()
    assert "every page that shows" in stories.err.lower()


def test_twice(stories: Stories, project: Path) -> None:
    """The second time it is marked already, nothing of it is left, and sites made since can still come back."""
    assert withdraw(stories, project, well.REFERENCE) == 0
    after = record(project).read_bytes()
    assert stories("build", "--project", project) == 0
    assert holding(project, *BY_REFERENCE) == []
    assert withdraw(stories, project, well.REFERENCE) == 0, stories.err
    assert "were already marked as withdrawn" in stories.out
    assert record(project).read_bytes() == after
    assert holding(project, *BY_REFERENCE) == []
    assert len(list_releases(project / "site").older) == 2


def test_what_only_looks_like_it_in_older_sites(stories: Stories, project: Path) -> None:
    """A person decides on a picture that is nearly the same; once it is deleted, no older site has it either."""
    mirrored = file_of(ImageOps.mirror(quarters((1200, 900))))
    (project / "content/pages/en/mirrored.jpg").write_bytes(mirrored)
    assert stories("build", "--project", project) == 0
    assert withdraw(stories, project, "well/portrait") == 1
    assert "Looks like the withdrawn picture: https://stories.example.org/en/mirrored.jpg" in stories.err
    (project / "content/pages/en/mirrored.jpg").unlink()
    assert withdraw(stories, project, "well/portrait") == 0, stories.err
    assert with_content(project, {hashlib.sha256(mirrored).hexdigest()}) == []


def test_rollback_brings_nothing_back(stories: Stories, project: Path) -> None:
    """There is no older site any more, and the list says why."""
    assert withdraw(stories, project, well.REFERENCE) == 0
    assert stories("rollback", "--project", project) == 1
    assert "Older releases were removed on" in stories.err
    assert stories("rollback", "--project", project, "--list") == 0
    assert "Older releases were removed on" in stories.err
    assert holding(project, *BY_REFERENCE) == []


def test_a_mark_from_elsewhere_is_enough(stories: Stories, project: Path) -> None:
    """Where a colleague's mark came by Git, no older site comes back, and the next build removes them."""
    marked = record(project).read_text().replace("status: given", "status: withdrawn")
    put(record(project), marked)
    assert stories("rollback", "--project", project) == 1
    assert "Something has been withdrawn since that release was built" in stories.err
    assert stories("rollback", "--project", project, "--list") == 0
    assert "cannot be restored" in stories.out
    assert stories("build", "--project", project) == 0
    assert list_releases(project / "site").older == ()
    assert [name for name in holding(project, *BY_REFERENCE) if not name.startswith(".cache")] == []


def test_to_look_first_changes_nothing(stories: Stories, project: Path) -> None:
    """A dry run tells what would be marked and which addresses would change, and leaves every file as it is."""
    before = {file: file.read_bytes() for file in project.rglob("*") if file.is_file() and ".cache" not in file.parts}
    assert withdraw(stories, project, well.REFERENCE, "--dry-run") == 0, stories.err
    assert "2 entries would be marked as withdrawn" in stories.out
    assert "https://stories.example.org/en/stories/well/\n" in stories.out
    assert {file: file.read_bytes() for file in before} == before
    assert len(list_releases(project / "site").older) == 1
    assert holding(project, *BY_REFERENCE)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("wel", "Did you mean well"),
        ("well/portrat", "Did you mean well/portrait"),
        ("CANARY form 0142", f"Did you mean {well.REFERENCE}"),
        ("canary-form-0143", "Other people's references are not listed"),
        ("", "is not a consent reference"),
    ],
)
def test_what_is_unknown(stories: Stories, project: Path, reference: str, said: str) -> None:
    """Nothing is done; what is like it is named, but nobody else's reference."""
    before = record(project).read_bytes()
    assert withdraw(stories, project, reference) == 2
    assert said in stories.err
    assert (well.REFERENCE in stories.err) == (reference == "CANARY form 0142")
    assert record(project).read_bytes() == before


def test_what_means_two_things(stories: Stories, project: Path) -> None:
    """The choices are told, and each of them can be typed."""
    put(record(project), well.STORY.replace("id: farmer", "id: portrait").replace(well.REFERENCE, "well"))
    assert stories("build", "--project", project) == 0
    assert withdraw(stories, project, "well") == 2
    assert "consent:well, story:well" in stories.err
    assert withdraw(stories, project, "well/portrait") == 2
    assert "quote:well/portrait, photo:well/portrait" in stories.err
    assert withdraw(stories, project, "quote:well/portrait") == 0
    assert holding(project, well.WORDS) == []
    assert holding(project, well.ALT)


def test_a_log_tells_nothing_private(stories: Stories, project: Path) -> None:
    """On a server, whose log others read, no name, words or file of a record that readers do not see is told."""
    put(record(project, "secret-draft"), well.STORY.replace("state: published", "state: draft"))
    stories.environment = {"CI": "true"}
    assert withdraw(stories, project, "well/farmer") == 0
    assert well.REFERENCE not in stories.out + stories.err
    assert withdraw(stories, project, well.REFERENCE) == 0
    said = stories.out + stories.err
    assert "A record that is not public" in said
    for words in ("secret-draft", *BY_REFERENCE, "portrait.jpg"):
        assert words not in said


def test_words_that_others_hold_too_are_told(stories: Stories, project: Path) -> None:
    """What stands in another record's text cannot be taken out by itself: where that is, is said."""
    put(record(project, "plain"), well.OTHER.replace("Something else.", f"Said {well.NAME}."))
    assert withdraw(stories, project, well.REFERENCE) == 1
    assert "Still present, a name: https://stories.example.org/en/stories/plain/" in stories.err
    assert "Also found in stories/plain/story.yml" in stories.out
    # Once somebody has taken it out, the site from before that, which was made with the mark, must go too.
    put(record(project, "plain"), well.OTHER)
    assert stories("build", "--project", project) == 0
    assert any(name.startswith(".site-releases") for name in holding(project, well.NAME))
    assert withdraw(stories, project, well.REFERENCE) == 0, stories.err
    assert holding(project, well.NAME) == []


def test_a_story_by_its_address(stories: Stories, project: Path) -> None:
    """Who has only the address of a page types its last part, in whichever language."""
    assert withdraw(stories, project, "el-pozo") == 0, stories.err
    assert "state: withdrawn" in record(project).read_text("utf-8")
    assert pages(project) == ALL
    assert holding(project, well.TITLE) == []


@pytest.mark.parametrize("installed", [True, False])
def test_a_site_with_an_editor(
    stories: Stories, project: Path, monkeypatch: pytest.MonkeyPatch, installed: bool
) -> None:
    """The handbook, whose examples have a Rosa, is no trace of another Rosa; and where the editor's program cannot be
    had the site is made without it, since what is taken back must not wait for that."""
    settings = project / "mkdocs.yml"
    editor = "\n      editor:\n        host: github\n        repository: example/stories\n"
    put(settings, settings.read_text("utf-8").rstrip("\n") + editor)
    put(record(project), record(project).read_text("utf-8").replace(well.NAME, "Rosa"))
    assert stories("build", "--project", project) == 0, stories.err
    if not installed:
        monkeypatch.setattr(editor_program.is_installed, "__defaults__", (project / "nowhere",))
    assert withdraw(stories, project, well.REFERENCE) == 0, stories.err
    assert holding(project, well.WORDS, well.PALABRAS, well.ALT) == []
    assert "Rosa" in (project / "site/en/handbook/photos-and-consent/index.html").read_text("utf-8")
    assert (project / "site/admin/index.html").exists() == installed


@pytest.mark.parametrize("elsewhere", [False, True])
def test_while_a_build_runs(project: Path, tmp_path: Path, elsewhere: bool) -> None:
    """A build that read the records before the mark publishes nothing afterwards, there or in another folder; the
    withdrawal waits for it, and then nothing is left."""
    target = tmp_path / "elsewhere" if elsewhere else project / "site"
    with well.paused(project, "build", "--site-dir", target) as (build, go_on):
        with well.begin(project, "withdraw", well.REFERENCE) as withdrawal:
            if not elsewhere:
                assert withdrawal.stderr is not None
                assert "Another build of this site is running" in withdrawal.stderr.readline()
                assert "status: withdrawn" in record(project).read_text()
                go_on.write_text("")
            said = withdrawal.communicate(timeout=120)
            assert withdrawal.returncode == 0, said
        if elsewhere:
            go_on.write_text("")
        assert "Something was withdrawn while this site was being built" in build.communicate(timeout=120)[1]
        assert build.returncode == 1
    assert holding(project, *BY_REFERENCE) == []
    assert elsewhere == (not target.exists())


def test_killed(stories: Stories, project: Path) -> None:
    """A withdrawal that is killed has marked the record; run again it ends what it began."""
    with well.paused(project, "withdraw", well.REFERENCE) as (withdrawal, _):
        withdrawal.kill()
        withdrawal.communicate(timeout=120)
    assert "status: withdrawn" in record(project).read_text()
    assert holding(project, *BY_REFERENCE)
    assert withdraw(stories, project, well.REFERENCE) == 0, stories.err
    assert holding(project, *BY_REFERENCE) == []
