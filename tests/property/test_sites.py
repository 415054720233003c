"""Whatever staff do to their records: either problems in plain words, or a site on whose pages every law holds."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, note, settings

from site_builder.locales import Locale
from site_builder.mkdocs_plugin import Options, run
from site_builder.problems import blocking
from site_builder.problems.report import as_text
from tests.support import projects
from tests.support.built import BuiltSite
from tests.support.edits import Records, edited
from tests.support.laws import LAWS, titles_differ

# Two records may well have the same name, and then so have their pages.
LAWS_HERE = tuple(law for law in LAWS if law is not titles_differ)


# An example is a whole build: looking for a smaller one that fails too would take minutes.
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(edited())
def test_an_edited_project_gives_problems_or_a_lawful_site(records: Records) -> None:
    """Reading never fails; without errors the site is built and keeps every law; with errors a preview still is."""
    note(", ".join(records.done))
    with tempfile.TemporaryDirectory() as folder:
        project = records.write(Path(folder) / "project")
        problems = projects.prepared(project, records.as_of).problems
        for problem in problems:
            assert as_text(problem, Locale("en"))
            assert as_text(problem, Locale("es"))
        has_errors = bool(blocking(problems))
        note("\n".join(as_text(problem, Locale("en")) for problem in blocking(problems)))
        site = Path(folder) / "site"
        options = run(project, site, Options(as_of=records.as_of, preview=has_errors))
        assert options.made is not None, options.remarks
        if not has_errors:
            built = BuiltSite(site, records.config.get("site_url", ""), tuple(records.settings["locales"]))
            broken = [f"{law.__name__}: {line}" for law in LAWS_HERE for line in law(built)]
            assert not broken, "\n".join(broken)
