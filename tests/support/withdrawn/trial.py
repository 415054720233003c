"""One random project published, broken, and something withdrawn of it; and every law that is broken on the way."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from tests.support.command_line import Stories
from tests.support.withdrawn.breaking import Broken, break_some
from tests.support.withdrawn.planting import Planted, plant, write_alike
from tests.support.withdrawn.project import Files, Project, Tree, invent
from tests.support.withdrawn.records_kept import Marks, own_files, wrongly_changed
from tests.support.withdrawn.request import Request, ask, seen_of, words_of
from tests.support.withdrawn.search import Found, Look, Sought, look_of, search, shows
from tests.support.withdrawn.words import holds, text_of

MADE = ("site", "release", "cache")


@dataclass
class Trial:
    """A project in ``folder``, and what is withdrawn of it.

    ``statuses``: how each withdrawal ended. ``told``: what was done, in words. ``broken_laws``: what went otherwise,
    each with the number of its law:

    1. Where it says that it is done, nothing of it is left.
    2. Whatever it says, what it could mark or shut is gone, and stays gone.
    3. Where it is not done, every place that is left is named.
    4. It never ends in a traceback, and changes nothing in a project but marks and copies of pictures.
    5. Run again it says the same, and once everything is put right it is done and all other stories are there.
    """

    seed: int
    folder: Path
    stories: Stories
    statuses: list[int] = field(default_factory=list)
    broken_laws: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Do it all."""
        self._invent()
        self._publish()
        self._break()
        first = self._withdraw(self._known())
        if first == 2:
            self._expect(not self._is_found(), 1, f"{self.request.typed!r} is refused: {self.stories.err}")
        else:
            self._once_more(first)
        self._put_right()

    def _invent(self) -> None:
        self.project: Project = invent(self.seed)
        self.chance = self.project.chance
        self.meant: Request = ask(self.project)
        self.clean_stories = copy.deepcopy(self.project.stories)
        self.clean: Files = self.project.files()
        self.sought = seen_of(self.project, self.meant)
        # What the request finds is less where a record has the reference in another form.
        self.request, otherwise = write_alike(self.project, self.meant)
        self.planted: Planted = plant(self.project, self.meant, self.sought)
        self.dirty: Files = self.project.files()
        own = self.planted.own(seen_of(self._as_it_was(), self.request))
        bodies = (text.split("\n\n")[0] for at in self.request.gone for text in self.clean_stories[at]["body"].values())
        self.own = replace(own, words=own.words | frozenset(bodies))
        self.told += [f"{self.request}", *self.planted.done, *([otherwise] if otherwise else [])]

    def _publish(self) -> None:
        folders = sorted(self.project.stories)
        self.late = frozenset([self.chance.choice(folders)] if self.chance.random() < 0.12 else [])
        for path, data in self.dirty.items():
            if not path.startswith("stories/") or path.split("/")[1] not in self.late:
                self._put(path, data)
        builds = 1 if self.late else self.chance.choice((1, 1, 1, 2, 2, 0))
        for _ in range(builds):
            status = self.stories("build", "--project", self.folder)
            assert status == 0, self.stories.err
        for words, file in self.planted.shown if builds else ():
            assert holds(text_of((self.folder / file).read_bytes()), words), f"{file} is not seen to hold {words!r}"
        for path, data in self.dirty.items():
            self._put(path, data)
        self.is_built = builds > 0
        self.told.append(f"{builds} builds; written after them: {sorted(self.late)}")

    def _break(self) -> None:
        meant = sorted({folder for folder, _, _ in self.request.entries} | ({self.request.story} - {""}))
        breaks = break_some(self.dirty, sorted(self.project.stories), meant, self.chance)
        self.broken: dict[str, Broken] = {each.file: each for each in breaks}
        for each in breaks:
            self.told.append(f"broken: {each.file}, {each.how} {sorted(each.gone)}")
            for path, data in each.changes.items():
                self._put(path, data)
            for path in each.gone:
                (self.folder / path).unlink()
        is_whole = self.chance.random() < 0.3 and self._build() == 0
        self.is_cleaned = self.chance.random() < 0.25
        if self.is_cleaned:
            self.told.append("the store is emptied")
            self.stories("clean", "--project", self.folder)
        built = frozenset(self.project.stories) if is_whole else frozenset(self.project.stories) - self.late
        self.last_good = frozenset() if self.is_cleaned or not (self.is_built or is_whole) else built
        for path, data in self.planted.outbox.items():
            self._put(path, data)
        # Of a copy nobody can tell what it shows where nobody knows the picture any more.
        unknown = self.planted.copies - {look.name for look in self._picture_known()}
        self.own = replace(self.own, looks=frozenset(look for look in self.own.looks if look.name not in unknown))

    def _put(self, path: str, data: bytes | None) -> None:
        file = self.folder / path
        if file.is_dir():
            shutil.rmtree(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            file.unlink(missing_ok=True)
            file.mkdir()
        else:
            file.write_bytes(data)

    def _build(self) -> int:
        status = self.stories("build", "--project", self.folder)
        self._expect("Traceback" not in self.stories.err, 4, "a build ends in a traceback")
        self.told.append(f"a build: {status}")
        return status

    # What anybody can know.

    def _readable(self) -> frozenset[str]:
        """The stories whose records can be read as YAML."""
        broken = {each.file for each in self.broken.values() if not each.is_readable}
        return frozenset(at for at in self.project.stories if f"stories/{at}/story.yml" not in broken)

    def _known(self, *, again: bool = False) -> Sought:
        """What can be known of what is withdrawn: once it is, last good records hold nothing of it any more."""
        folders = self._readable() if again else self._readable() | self.last_good
        found = seen_of(self._as_it_was(), self.request, folders)
        return replace(found, looks=frozenset(look for look in found.looks if (self.folder / look.name).is_file()))

    def _as_it_was(self) -> Project:
        return replace(self.project, stories=self.clean_stories)

    def _is_found(self) -> bool:
        """Whether what is typed must be known to mean something."""
        request, known = self.request, self._readable() | self.last_good
        if request.story:
            return request.story in known or request.story in request.typed
        cut = {each.file.split("/")[1] for each in self.broken.values() if each.how == "cut"}
        # What was cut off a record is in it no more.
        return not {folder for folder, _, _ in request.entries} <= cut - known

    def _is_forgotten(self) -> bool:
        """Whether what was typed stood in records alone that were cut; last good ones hold it no more."""
        cut = {each.file.split("/")[1] for each in self.broken.values() if each.how == "cut"}
        return not self.request.story and {folder for folder, _, _ in self.request.entries} <= cut

    def _has_lost_photo(self) -> bool:
        """Whether the file of a photo that is withdrawn is gone: nobody can look for it a second time."""
        return any(
            not (self.folder / "stories" / folder / str(photo.get("file"))).is_file()
            for folder, photo in self._withdrawn_photos()
        )

    def _lost(self) -> frozenset[str]:
        """Stories whose records have errors, and of which no last good record is known."""
        withdrawn = {f"stories/{at}/{photo.get('file')}" for at, photo in self._withdrawn_photos()}
        # A photo that is withdrawn is not missed.
        wrong = [file for file, each in self.broken.items() if not each.gone or each.gone - withdrawn]
        folders = frozenset(file.split("/")[1] for file in wrong if file.startswith("stories/")) - self.last_good
        # Without a build nobody notices that a record, which can be read, has an error.
        return folders - self._readable() if "mkdocs.yml" in self.broken else folders

    def _own_of(self, folders: frozenset[str]) -> Sought:
        """Quotations and photos that these stories alone have."""
        quotes = (each for folder in folders for each in self.clean_stories[folder].get("quotes", ()))
        words = self.planted.own(Sought(frozenset(each for entry in quotes for each in words_of(entry)))).words
        mine = {path for folder in folders for path in self._photos(folder)}
        pictures = {path for path in self.dirty if path.endswith(_PICTURES)}
        others = [look_of(path, self.dirty[path]) for path in sorted(pictures - mine)]
        looks = (look_of(path, self.dirty[path]) for path in sorted(mine))
        return Sought(words, looks=frozenset(it for it in looks if not any(_is_like(it, each) for each in others)))

    def _withdrawn_photos(self) -> list[tuple[str, Tree]]:
        found = self.project.entries()
        return [(at, photo) for at, kind, number, photo in found if (at, kind, number) in self.request.entries]

    def _photos(self, folder: str) -> list[str]:
        return [f"stories/{folder}/{photo['file']}" for photo in self.project.stories[folder].get("photos", ())]

    # What is done, and what must hold then.

    def _withdraw(self, known: Sought) -> int:
        before = own_files(self.folder)
        status = self.stories("withdraw", self.request.typed, "--project", self.folder)
        said = self.stories.out + self.stories.err
        self.statuses.append(status)
        self.told.append(f"withdrawn: {status}\n{self.stories.err}")
        self._expect("Traceback" not in said and status in {0, 1, 2}, 4, f"it ends with {status} or a traceback")
        self._expect((status == 0) == ("Done: " in said), 1, "“Done” and the exit status differ")
        if status == 2:
            self._expect(before == own_files(self.folder), 4, "what was refused changed files")
            return status
        if status == 0:
            self._none(1, search(self.folder, self.sought), "though it is done")
        else:
            self._named(search(self.folder, known, ("site", "outbox")))
        self._gone("after a withdrawal")
        named = [line.partition(": ")[0] for line in self.stories.err.splitlines()] if status else []
        looks = self._picture_known()
        for each in wrongly_changed(before, own_files(self.folder), self._marks(looks), looks, named):
            self._expect(False, 4, each)
        return status

    def _once_more(self, first: int) -> None:
        if self.chance.random() < 0.2:
            self.told.append(f"a rollback: {self.stories('rollback', '--project', self.folder)}")
            self._gone("after a rollback")
        status = self._withdraw(self._known(again=True))
        # What the first run knew of a photo whose file is gone, it has made the project forget.
        is_same = status == first or (status == 2 and self._is_forgotten()) or (status == 1 and self._has_lost_photo())
        self._expect(is_same, 5, f"run again it ends with {status} instead of {first}")
        self._build()
        self._gone("after a build")

    def _put_right(self) -> None:
        """Everything as it was before it was broken, without what was planted. What is marked elsewhere stays so."""
        broken = {path for each in self.broken.values() for path in (*each.changes, *each.gone)}
        changed = {path for path, data in self.dirty.items() if data != self.clean.get(path)}
        for path in sorted(broken | changed):
            if path in self.clean:
                self._put(path, self.clean[path])
            else:
                (self.folder / path).unlink(missing_ok=True)
        shutil.rmtree(self.folder / "outbox", ignore_errors=True)
        self.broken, self.request, self.dirty = {}, self.meant, self.clean
        self.project = self._as_it_was()
        self.own = replace(self.sought, words=self.own.words | self.sought.words)
        self.told.append("everything is put right")
        status = self._withdraw(self.sought)
        self._expect(status == 0, 5, f"everything is put right, and it ends with {status}")
        self._published("after the withdrawal")
        self._expect(self._build() == 0, 5, "everything is put right, and no site can be built")
        self._gone("at the end")
        self._published("at the end")

    def _expect(self, is_kept: bool, law: int, otherwise: str) -> None:
        if not is_kept:
            self.broken_laws.append(f"{law}. {otherwise}")

    def _none(self, law: int, found: Iterable[Found], when: str) -> None:
        for each in found:
            self._expect(False, law, f"{when}: {each.file} holds {each.what}")

    def _gone(self, when: str) -> None:
        self._none(2, search(self.folder, self.own, MADE), when)
        lost = self._lost()
        # The store may keep what can be read of a record, though that has an error.
        for folders, places in ((lost - self._readable(), MADE), (lost & self._readable(), ("site", "release"))):
            if folders:
                found = search(self.folder, self._own_of(folders), places)
                self._none(2, found, f"{when}, of a record that nobody can read")

    def _named(self, found: Iterable[Found]) -> None:
        named = {part for line in self.stories.err.splitlines() for part in f"{line} ".split(". ")}
        # Lists of the search are made of what pages show, and go with it.
        for each in (each for each in found if not each.file.startswith("site/pagefind/filter/")):
            file = each.file.removeprefix("site/")
            shown = f"/{file.removesuffix('index.html') if each.place == 'site' else file}"
            is_named = any(part.endswith((shown, quote(shown))) for part in named)
            self._expect(is_named, 3, f"{each.file} holds {each.what}, and nobody is told")

    def _published(self, when: str) -> None:
        for folder, tree in self.clean_stories.items():
            if tree["state"] != "published" or folder in self.request.gone:
                continue
            for locale, section in (("en", "stories"), ("es", "historias")):
                slug = tree.get("slug", {}).get(locale, folder)
                page = self.folder / "site" / locale / section / slug / "index.html"
                is_there = page.is_file() and holds(text_of(page.read_bytes()), tree["title"][locale])
                self._expect(is_there, 5, f"{when} {locale}/{section}/{slug}/ does not show its story")

    # Marks.

    def _picture_known(self) -> list[Look]:
        """The pictures that are withdrawn and of which somebody knows what they look like."""
        seen = sorted(seen_of(self._as_it_was(), self.request).looks, key=lambda look: look.name)
        return [
            look
            for look in seen
            if (look.name.split("/")[1] in self._readable() and (self.folder / look.name).is_file())
            or look.name.split("/")[1] in self.last_good
        ]

    def _marks(self, looks: list[Look]) -> Marks:
        """What is to be marked in records that can be read, the same pictures in other records with it."""
        request, marks = self.request, Marks()
        pictures = {self.dirty[look.name] for look in looks}
        if request.story in self._readable():
            marks.must[request.story] = [None]
        for folder, kind, at, entry in self.project.entries():
            if folder not in self._readable():
                continue
            data = self._picture(folder, entry) if kind == "photos" else b""
            if (folder, kind, at) in request.entries or data in pictures:
                marks.must.setdefault(folder, []).append((kind, at))
            elif data and any(shows(data, look) for look in looks):
                marks.may.setdefault(folder, []).append((kind, at))
        return marks

    def _picture(self, folder: str, photo: Tree) -> bytes:
        file = self.folder / "stories" / folder / photo["file"]
        return file.read_bytes() if file.is_file() else b""


_PICTURES = (".jpg", ".png", ".webp")


def _is_like(one: Look, other: Look) -> bool:
    """Whether they share so many colours that one may be taken for the other."""

    def is_near(colour: tuple[int, int, int]) -> bool:
        return any(max(abs(a - b) for a, b in zip(colour, each, strict=True)) < 24 for each in other.colours)

    return sum(map(is_near, one.colours)) >= 3
