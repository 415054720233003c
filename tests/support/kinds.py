"""The kinds of pages that a site has."""

from tests.support.built import BuiltPage, BuiltSite


def kinds(site: BuiltSite, locale: str) -> list[BuiltPage]:
    """One page of each kind in a language: pages of a kind stand at the same depth of the same section."""
    found: dict[tuple[str, int], BuiltPage] = {}
    for page in site.in_language(locale):
        parts = page.address.rstrip("/").split("/")
        if not page.tree.all("meta", **{"http-equiv": "refresh"}):
            found.setdefault((parts[1] if len(parts) > 1 else "", len(parts)), page)
    return list(found.values())


def a_story(site: BuiltSite, locale: str) -> BuiltPage:
    """A story in a language."""
    section = {"en": "stories", "es": "historias"}[locale]
    return next(
        page for page in kinds(site, locale) if page.address.split("/")[1] == section and page.address.count("/") == 3
    )
