"""The YAML test suite: 402 cases, most of which use what records do not, and 94 of which are no YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import yaml

from site_builder.locales import Locale
from site_builder.locales.catalog import catalog
from site_builder.problems import Position
from site_builder.reading.yaml import load, load_list
from site_builder.reading.yaml_nodes import is_absent
from tests.support import parts


def cases() -> Iterator[tuple[str, str]]:
    """Every case: its name and its YAML. Each file of the package is one JSON value behind ``export default``."""
    for file in sorted(parts.YAML_SUITE.glob("*.js")):
        if file.name != "index.js":
            entry = json.loads(file.read_text(encoding="utf-8").partition("export default")[2].strip().rstrip(";"))
            for number, case in enumerate(entry["cases"]):
                yield f"{entry['id']}-{number}", case["yaml"]


CASES = dict(cases())


def test_the_suite_is_whole() -> None:
    """All of the suite's cases are there."""
    assert len(CASES) == 402


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_answered(name: str) -> None:
    """A case gives its values or problems with a place and words; where it is no YAML, exactly one problem."""
    source = CASES[name].encode()
    try:
        list(yaml.parse(source, Loader=yaml.CBaseLoader))
        is_yaml = True
    except yaml.YAMLError:
        is_yaml = False
    for reading in (load, load_list):
        tree, problems = reading("case.yml", source)
        assert (tree is None) == bool(problems)
        assert is_yaml or len(problems) == 1
        for problem in problems:
            assert isinstance(problem.at, Position)
            for language in ("en", "es"):
                assert catalog(Locale(language)).text(f"rule.{problem.rule}", **problem.params)


@pytest.mark.parametrize("name", CASES)
def test_what_is_accepted_means_what_yaml_means(name: str) -> None:
    """A case without problems holds what PyYAML finds in it as text, but for what is empty."""
    source = CASES[name].encode()
    for reading in (load, load_list):
        tree, problems = reading("case.yml", source)
        if not problems:
            whole = filled(yaml.compose(source, Loader=yaml.CBaseLoader))
            assert tree == ({} if reading is load else []) if whole is None else tree == whole


def filled(node: yaml.Node | None) -> object:
    """What a node holds, as text; None where that is nothing."""
    if isinstance(node, yaml.MappingNode):
        entries = {key.value: filled(value) for key, value in node.value}
        return {key: value for key, value in entries.items() if value is not None} or None
    if isinstance(node, yaml.SequenceNode):
        items = [filled(value) for value in node.value]
        return [item for item in items if item is not None] or (None if items else [])
    return node.value if isinstance(node, yaml.ScalarNode) and not is_absent(node.value, node.style) else None
