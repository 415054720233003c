"""Words come out of XML as they were put into it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_builder.escaping import xml_attribute, xml_text

# Of control characters, XML 1.0 knows three.
LEGAL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n")
)


@settings(deadline=None, derandomize=True, database=None)
@given(LEGAL)
@example("<a href='x'>\"&amp;\n\t'")
def test_words_are_read_as_they_were_written(words: str) -> None:
    """No sign in a title ends a tag or a value early, and none is lost."""
    found = ET.fromstring(f"<a b={xml_attribute(words)}>{xml_text(words)}</a>")
    assert (found.text or "", found.get("b")) == (words, words)
