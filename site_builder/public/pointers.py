"""What records point to: only what is public. The id of a draft is a secret too."""

from __future__ import annotations

from collections.abc import Container, Iterable

from site_builder.records import Milestone, Programme, Result
from site_builder.records.story import Measure
from site_builder.site import Site


def known_only(names: Iterable[str], register: Container[str]) -> tuple[str, ...]:
    """The names that lead somewhere. What does not is an error that the checks tell; a preview goes on without it."""
    return tuple(name for name in names if name in register)


def public_programme(programme: Programme, site: Site) -> Programme:
    """A programme with the partners that there are."""
    return programme.model_copy(update={"partners": known_only(programme.partners, site.partners)})


def public_result(result: Result, site: Site, figures: Container[str]) -> Result:
    """A figure that replaces none of those that are not public. ``figures``: those that are."""
    if result.programme is None and result.supersedes is None:
        return result
    known = {
        "programme": result.programme if result.programme in site.programmes else None,
        "supersedes": result.supersedes if result.supersedes in figures else None,
    }
    return result.model_copy(update=known)


def public_measure(found: Measure, site: Site, figures: Container[str]) -> Measure:
    """The same for a figure without its words."""
    if found.programme is None and found.supersedes is None:
        return found
    return found._replace(
        programme=found.programme if found.programme in site.programmes else None,
        supersedes=found.supersedes if found.supersedes in figures else None,
    )


def public_milestone(milestone: Milestone, site: Site, stories: Container[str], figures: Container[str]) -> Milestone:
    """A promise with the evidence and figures that readers can see. ``stories``: the ids of those that are public."""
    updates = tuple(
        update.model_copy(
            update={
                "evidence": tuple(story for story in update.evidence if story in stories),
                "actual": update.actual if update.actual in figures else None,
            }
        )
        for update in milestone.updates
    )
    known = {
        "updates": updates,
        "result": milestone.result if milestone.result in figures else None,
        "by": known_only(milestone.by, site.partners),
        "programme": milestone.programme if milestone.programme in site.programmes else None,
    }
    return milestone.model_copy(update=known)
