"""`stories import`: what comes out of documents of different shapes. All of them are made up for these tests."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from site_builder.reading.yaml import load
from tests.support import documents
from tests.support.command_line import Stories, make_project, put
from tests.support.documents import Line, docx, paragraph, pdf, picture, table

REGISTERS = {
    "partners": "ajr:\n  name:\n    en: Invented Agency of Rivers\n    es: Agencia Inventada de los Ríos\n"
    "  acronym: AJR\nnicaragua-board:\n  name: Invented Board of Nicaragua\n",
    "programmes": "ventanas:\n  name: Ventanas Abiertas\n",
    "themes": "water:\n  name:\n    en: Water\n    es: Agua\n",
}


@pytest.fixture
def stories(capsys: pytest.CaptureFixture[str]) -> Stories:
    """The command, in English."""
    return Stories(capsys)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a partner, a programme and a theme of its own."""
    root = make_project(tmp_path / "project")
    for name, text in REGISTERS.items():
        put(root / "content" / f"{name}.yml", text)
    return root


class Imported:
    """What an import has written: the record as YAML with its notes and as it is read, the texts, the photos."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        data = (folder / "story.yml").read_bytes()
        self.written: dict[str, Any] = yaml.load(data, yaml.CBaseLoader)
        tree, problems = load("story.yml", data)
        assert problems == []
        assert tree is not None
        self.read: dict[str, Any] = tree
        self.texts = {name: (folder / f"text.{name}.md").read_text("utf-8") for name in ("en", "es")}
        self.notes = (folder / "_import.md").read_text("utf-8")

    def result(self, value: str) -> dict[str, Any]:
        """The only result of that value."""
        found = [result for result in self.read["results"] if result["value"] == value]
        assert len(found) == 1
        return dict(found[0])


def imported(stories: Stories, project: Path, name: str, content: bytes | str) -> Imported:
    """Import one document; it must give one draft in which nothing is an error."""
    file = project.parent / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    assert stories("import", file, "--project", project) == 0, stories.err
    (folder,) = (project / "stories").iterdir()
    said = stories.out
    assert stories("check", "--project", project) == 0, stories.out
    stories.out = said
    return Imported(folder)


# A handout of two pages as text: a headline behind its kind, a caption above its credit, quotations that stand in the
# middle of a paragraph that goes on, and figures that are done, planned and neither.
HANDOUT = """
## **CASE STUDY**

## Two invented agencies look back on a year in Nicaragua, Belize, and Panama

Grower from Belize who has tried the new seed



© PHOTO BY INVENTED AGENCY OF RIVERS (AJR)

"This made-up meeting lets us look at what was done since May, and it honours the 150 years of a friendship."

Berta Inventada, Deputy Director, Office for Imaginary Affairs, AJR. The Invented Agency of Rivers (AJR) and the
Invented Board of Nicaragua met on May 4, 2021 to look at what Ventanas Abiertas had done.

In Belize, 80 growers finished courses on seed, while another 131 growers will join courses in 2022. Three-hundred
growers have received tools.

In Nicaragua, AJR assists 640 youth; while in Panama, work will start later. For example, 115 growers from AJR's





"In this made-up meeting we thank everybody who has carried the work of the year with so much patience."

Carlos Supuesto, AJR's General Director of Imaginary Plans

Ventanas Abiertas already take part in courses. Forty-two growers have completed them and 17 have found work. AJR will
reach 506 growers to strengthen 18 seed banks and tool stores, in 2022.

The meeting was led by Berta Inventada and Carlos Supuesto.
"""


def test_a_handout_in_text_gives_figures_quotations_and_a_caption(stories: Stories, project: Path) -> None:
    """Nine figures with status, two quotations with roles, three countries and a caption come out of plain text."""
    draft = imported(stories, project, "handout.txt", HANDOUT)
    record = draft.read
    assert record["title"] == {"en": "Two invented agencies look back on a year in Nicaragua, Belize, and Panama"}
    assert (record["state"], record["kind"], record["date"]) == ("draft", "case-study", "2021-05-04")
    assert sorted(record["countries"]) == ["BZ", "NI", "PA"]
    assert (record["partners"], record["programmes"]) == (["ajr", "nicaragua-board"], ["ventanas"])
    assert {one["value"]: one["status"] for one in record["results"]} == {
        "80": "achieved", "131": "planned", "300": "achieved", "640": "unclear", "115": "unclear", "42": "achieved",
        "17": "achieved", "506": "planned", "18": "unclear",
    }  # fmt: skip
    assert draft.result("17")["unit"] == {"en": "growers"}
    assert draft.result("131")["when"] == "2022"
    assert (draft.result("300")["countries"], draft.result("300")["country_basis"]) == (["BZ"], "inferred")
    assert draft.result("115")["countries"] == ["NI"] or draft.result("115")["countries"] == ["PA"]
    assert draft.result("115")["reading"] == {
        "en": "The document says: “For example, 115 growers from AJR's Ventanas Abiertas already take part in courses.”"
    }
    first, second = record["quotes"]
    assert (first["speaker"], first["role"]["en"]) == (
        "Berta Inventada",
        "Deputy Director, Office for Imaginary Affairs",
    )
    assert (second["speaker"], second["role"]["en"]) == ("Carlos Supuesto", "General Director of Imaginary Plans")
    assert {one["organisation"] for one in record["quotes"]} == {"ajr"}
    assert all("speaker_kind" not in one for one in record["quotes"])
    assert draft.written["note_photos"] == [
        {
            "caption": "Grower from Belize who has tried the new seed",
            "credit": "INVENTED AGENCY OF RIVERS (AJR)",
            "found": "paragraph 4",
        }
    ]
    assert "[80 growers](#result-growers-80) finished courses" in draft.texts["en"]
    assert "[115 growers](#result-growers-115) from AJR's Ventanas Abiertas already" in draft.texts["en"]
    assert draft.texts["es"] == ""
    assert "There is no text in Spanish." in stories.out


TWO_COLUMNS = table(
    [
        [[paragraph("English")], [paragraph("Español")]],
        [[paragraph("Doors that open", "Heading1")], [paragraph("Puertas que se abren", "Heading1")]],
        [
            [paragraph("In Honduras, 90 people graduated from courses on December 8, 2022. The 90 people stay.")],
            [paragraph("En Honduras, 90 personas se graduaron el 8 de diciembre de 2022. Las 90 personas quedan.")],
        ],
        [
            [paragraph("“I never thought that I would open a workshop,” said Ana Supuesta, a graduate of the course.")],
            [paragraph("«Nunca pensé que abriría mi propio taller», dijo Ana Supuesta, graduada del curso.")],
        ],
    ]
)


def test_a_word_file_with_two_columns_gives_both_languages(stories: Stories, project: Path) -> None:
    """A column a language: one record tells each figure and quotation in both, and photos have their captions."""
    header = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:hdr>'
    body = [
        TWO_COLUMNS,
        picture(1),
        paragraph("A bench of the course. Photo by Invented Office", "Caption"),
        picture(2),
        paragraph("Foto: Mesa de trabajo con las herramientas del taller."),
    ]
    photos = [documents.photo(), documents.photo((10, 20, 200))]
    content = docx(body, photos, {"word/header1.xml": header.format(paragraph("Internal draft of the office"))})
    draft = imported(stories, project, "columns.docx", content)
    record = draft.read
    assert record["title"] == {"en": "Doors that open", "es": "Puertas que se abren"}
    assert (record["date"], record["countries"], record["language"]) == ("2022-12-08", ["HN"], "en")
    (result,) = record["results"]
    assert (result["value"], result["unit"], result["status"]) == ("90", {"en": "people", "es": "personas"}, "achieved")
    assert draft.texts["en"].count("[90 people](#result-people-90)") == 2
    assert draft.texts["es"].count("[90 personas](#result-people-90)") == 2
    (quote,) = record["quotes"]
    assert quote["text"] == {
        "en": "I never thought that I would open a workshop",
        "es": "Nunca pensé que abriría mi propio taller",
    }
    assert quote["role"] == {"en": "a graduate of the course", "es": "graduada del curso"}
    first, second = record["photos"]
    assert (first["caption"], first["credit"]) == ({"en": "A bench of the course."}, "Invented Office")
    assert second["caption"] == {"es": "Mesa de trabajo con las herramientas del taller."}
    assert not {"people", "licence"} & {*first, *second}
    assert "Internal draft of the office" in draft.notes


def test_no_photo_tells_where_it_was_taken(stories: Stories, project: Path) -> None:
    """Photos come out of a document whole, and without place, device, thumbnail or comment."""
    body = [paragraph("A title for photos", "Title"), paragraph("Some words of the story in Honduras."), picture(1)]
    draft = imported(stories, project, "photo.docx", docx(body, [documents.photo()]))
    (file,) = draft.folder.glob("*.jpg")
    data = file.read_bytes()
    assert b"SECRET" not in data
    with Image.open(io.BytesIO(data)) as found, Image.open(io.BytesIO(documents.photo())) as given:
        assert not found.getexif()
        assert found.tobytes() == given.tobytes()


def test_a_pdf_with_a_page_break_and_a_pull_quote(stories: Stories, project: Path) -> None:
    """A sentence that goes on behind a pull quote on the next page is one sentence, and says on which page it began."""
    first = [
        Line("Water reaches the hills", 70, 20, bold=True),
        Line("Everything in this document is made up. In Honduras, 1,250 families now have", 110),
        Line("water at home, and 34% of them have a garden. The board will connect", 124),
        Line("16 more schools by the end of 2027. In all, the programme has trained", 138),
    ]
    second = [
        Line("“Before, we walked for hours to fill every bucket that we needed.”", 80, 16),
        Line("Rosa Supuesta, president of the water board", 110),
        Line("320 volunteers who look after the pipes every week.", 150),
        Line("2", 800),
    ]
    draft = imported(stories, project, "pages.pdf", pdf([first, second], {0: documents.photo()}))
    record = draft.read
    assert record["title"] == {"en": "Water reaches the hills"}
    assert record["themes"] == ["water"]
    assert [(one["value"], one["status"]) for one in record["results"]] == [
        ("1250", "unclear"), ("34", "unclear"), ("16", "planned"), ("320", "achieved"),
    ]  # fmt: skip
    assert "the programme has trained [320 volunteers](#result-volunteers-320) who" in draft.texts["en"]
    assert draft.result("320")["source_at"] == {"en": "page 1, paragraph 2", "es": "página 1, párrafo 2"}
    (quote,) = record["quotes"]
    assert (quote["speaker"], quote["role"]) == ("Rosa Supuesta", {"en": "president of the water board"})
    assert draft.written["quotes"][0]["note_found"] == "page 2, paragraph 1"
    assert [one["file"] for one in record["photos"]] == ["photo-1.jpg"]


CHAT = """\
[13/03/2026, 10:15:22] Oficina: Los mensajes están cifrados de extremo a extremo.
[13/03/2026, 10:16:02] Marta Supuesta: Buenos días, esta historia es inventada para una prueba.
[13/03/2026, 10:17:40] Marta Supuesta: Huertos que dan de comer

En Guatemala, 48 mujeres sembraron huertos y vendieron 12.5 toneladas de verduras.
[13/03/2026, 10:18:11] Marta Supuesta: <adjunto: IMG-1.jpg>
[13/03/2026, 10:18:30] Marta Supuesta: IMG-2.jpg (archivo adjunto)
[13/03/2026, 10:19:00] Marta Supuesta: "Con el huerto comemos mejor todos los días", dice Elena Supuesta, productora.
"""


def test_a_zip_from_a_messenger(stories: Stories, project: Path) -> None:
    """A conversation with two photos becomes a Spanish draft; who sent it stays out of the text."""
    photos = {"IMG-1.jpg": documents.photo(), "IMG-2.jpg": documents.photo((9, 9, 99))}
    draft = imported(stories, project, "chat.zip", documents.archive({"_chat.txt": CHAT, **photos, ".DS_Store": b"x"}))
    record = draft.read
    assert record["title"] == {"es": "Huertos que dan de comer"}
    assert (record["language"], record["date"], record["countries"]) == ("es", "2026-03-13", ["GT"])
    assert [(one["value"], one["unit"]["es"]) for one in record["results"]] == [
        ("48", "mujeres"),
        ("12.5", "toneladas"),
    ]
    assert record["quotes"][0]["speaker"] == "Elena Supuesta"
    assert len(record["photos"]) == 2
    assert "![](photo:photo-2)" in draft.texts["es"]
    assert "Marta Supuesta" not in draft.texts["es"]
    assert "Marta Supuesta" in draft.notes


def test_two_languages_under_headings_and_by_paragraphs(stories: Stories, project: Path) -> None:
    """Headings name a language, else the words of each paragraph tell it."""
    marked = "# A path in the hills\n\n# English\n\nThe path is for all.\n\n# Español\n\nEl camino es para todas.\n"
    mixed = "A path\n\nThe path is for all who walk to the school.\n\nEl camino es para quienes van a la escuela.\n"
    for name, text in (("marked.md", marked), ("mixed.txt", mixed)):
        draft = imported(stories, project, name, text)
        assert "The path is for all" in draft.texts["en"]
        assert "El camino es para" in draft.texts["es"]
        for file in draft.folder.iterdir():
            file.unlink()
        draft.folder.rmdir()


def test_one_file_a_language_in_a_folder(stories: Stories, project: Path) -> None:
    """A folder with an English and a Spanish document is one story; notes say in which file a thing stood."""
    folder = project.parent / "handed in"
    put(folder / "b.es.txt", "Un camino\n\nEn Honduras, 25 familias recibieron semillas y las sembraron.\n")
    put(folder / "a.en.txt", "A path\n\nIn Honduras, 25 families received seeds and planted them in the fields.\n")
    assert stories("import", folder, "--project", project) == 0
    draft = Imported(project / "stories" / "a-path")
    assert draft.read["title"] == {"en": "A path", "es": "Un camino"}
    assert draft.result("25")["unit"] == {"en": "families", "es": "familias"}
    assert draft.written["results"][0]["note_found"].startswith("a.en.txt: paragraph 2; b.es.txt: paragraph 2")


def test_words_in_a_document_stay_words(stories: Stories, project: Path) -> None:
    """What looks like markup in a plain document is shown as it stands, and what cannot be seen is gone."""
    text = "A <b>title</b>: {{ 7*7 }} \u202e\n\n1. no list of the text\n\n*stars* [x](javascript:1) & `code` in it.\n"
    draft = imported(stories, project, "signs.txt", text)
    assert draft.read["title"] == {"en": "A <b>title</b>: {{ 7*7 }}"}
    assert "\\*stars\\* \\[x\\](javascript:1) & \\`code\\`" in draft.texts["en"]
    assert "\u202e" not in (draft.folder / "story.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("In 2021, 30 families received seeds.", "achieved"),
        ("The programme will train 30 families.", "planned"),
        ("The programme has not trained 30 families.", "unclear"),
        ("The programme could train 30 families.", "unclear"),
        ("The programme trains 30 families.", "unclear"),
        ("The programme trained some and will train 30 families.", "unclear"),
        ("Unas 30 familias recibieron semillas.", "achieved"),
        ("Se espera que 30 familias tengan agua.", "planned"),
        ("El programa no capacitó a 30 familias.", "unclear"),
        ("El programa apoya a 30 familias.", "unclear"),
    ],
)
def test_done_and_planned_only_where_the_sentence_says_so(
    stories: Stories, project: Path, sentence: str, status: str
) -> None:
    """A figure is proposed as achieved or planned only where its own words clearly say so."""
    text = f"A made-up heading\n\n{sentence}\n"
    draft = imported(stories, project, "sentence.txt", text)
    assert draft.result("30")["status"] == status


def test_quotations_without_a_role_are_kept_out_of_the_text(stories: Stories, project: Path) -> None:
    """Words whose speaker nobody names stand in a note: in the text, nothing could hold them back."""
    text = 'A heading of it\n\nSome words of the story for the test.\n\n"These are words that nobody is named for."\n'
    draft = imported(stories, project, "open.txt", text)
    assert "nobody is named" not in draft.texts["en"]
    assert draft.written["note_quotes"][0]["text"] == {"en": "These are words that nobody is named for."}
    assert "quotes" not in draft.read
