"""Lists of several pages: every law holds on each of them, and readers can walk through all."""

import copy

import pytest

from tests.support import projects
from tests.support.built import BuiltSite
from tests.support.edits import small
from tests.support.laws import LAWS, Law

COUNT = 60
IN_ENGLISH_ALONE = 20


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site of sixty stories, a third of them in English alone, whose Spanish lists leave those out."""
    records = small()
    records.settings["missing_locale"] = "leave-out"
    pattern = records.stories["water-points"]
    for key in ("id", "slug", "formerly", "photos"):
        del pattern[key]
    records.stories = {}
    for number in range(1, COUNT + 1):
        story = copy.deepcopy(pattern)
        story["title"] = {"en": f"Story of number {number}", "es": f"Historia con el número {number}"}
        story["body"] = {"en": "A text of its own.", "es": "Un texto propio."}
        if number <= IN_ENGLISH_ALONE:
            del story["body"]["es"]
        records.stories[f"story-{number}"] = story
    records.settings["featured"] = []
    records.registers["milestones"] = []
    folder = tmp_path_factory.mktemp("many")
    return BuiltSite(projects.build(records.write(folder / "project"), folder / "site"), projects.SMALL_URL)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(many: BuiltSite, law: Law) -> None:
    """The law holds on every page of lists that are long, and longer in one language than in the other."""
    broken = list(law(many))
    assert not broken, f"{law.__doc__}\n" + "\n".join(broken[:20])


@pytest.mark.parametrize(
    ("first", "count"), [("en/stories/", COUNT), ("es/historias/", COUNT - IN_ENGLISH_ALONE)], ids=["en", "es"]
)
def test_every_story_is_on_one_page_of_the_list(many: BuiltSite, first: str, count: int) -> None:
    """Following “next” from the first page meets every story once, newest first, 24 a page."""
    seen: list[str] = []
    address = first
    while True:
        page = many.page(address)
        cards = page.main.with_class("s-card")
        seen += [card.all("a")[0].text for card in cards]
        following = page.main.all("a", rel="next")
        if not following:
            break
        assert len(cards) == 24
        target = many.leads_to(page, following[0].attributes["href"])
        assert target is not None
        address = target[0]
    assert len(seen) == len(set(seen)) == count


def test_every_figure_is_on_one_page_of_the_results(many: BuiltSite) -> None:
    """The pages of results together show every figure once."""
    pages = [page for address, page in many.pages.items() if address.startswith("en/results/")]
    rows = [row for page in pages for row in page.main.with_class("s-row")]
    assert len(pages) == 2
    assert len(rows) == 3 * COUNT


def test_the_home_page_stays_short(many: BuiltSite) -> None:
    """However many stories there are, the home page shows one large and six small."""
    assert len(many.page("en/").main.with_class("s-card")) == 7
