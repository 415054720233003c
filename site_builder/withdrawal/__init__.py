"""Withdrawing: what a reference means, marked in the records, and gone from everything that was made of them.

``find`` says what a reference means; ``sought_of`` what readers saw of it; ``find_copies`` where its pictures lie
otherwise; ``mark`` and ``replace_copies`` write it into the project. ``Rescue`` reads the rest so that a build can be
made though other records are broken; ``shut`` takes pages away where none can be made. ``touched`` says which addresses
have changed. ``audit`` alone decides whether it is gone.
"""

from site_builder.withdrawal.addresses import accounted_slugs, served_slugs, story_sections, words_in
from site_builder.withdrawal.audit import Place, Sought, Trace, audit, files_in
from site_builder.withdrawal.comparison import Touched, address, kind_of, purge_list, touched
from site_builder.withdrawal.copies import Copies, find_copies, replace_copies
from site_builder.withdrawal.finding import Ambiguous, Unknown, find
from site_builder.withdrawal.marking import Marked, mark
from site_builder.withdrawal.phrases import Phrase, PhraseSearch
from site_builder.withdrawal.rescue import Rescue
from site_builder.withdrawal.shutting import languages_of, shut
from site_builder.withdrawal.sought import sought_of

__all__ = [
    "Ambiguous",
    "Copies",
    "Marked",
    "Phrase",
    "PhraseSearch",
    "Place",
    "Rescue",
    "Sought",
    "Touched",
    "Trace",
    "Unknown",
    "accounted_slugs",
    "address",
    "audit",
    "files_in",
    "find",
    "find_copies",
    "kind_of",
    "languages_of",
    "mark",
    "purge_list",
    "replace_copies",
    "served_slugs",
    "shut",
    "sought_of",
    "story_sections",
    "touched",
    "words_in",
]
