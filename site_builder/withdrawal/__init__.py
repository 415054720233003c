"""Taking back: what somebody means, marked in the records, and gone from what was made of them.

``find`` says what a reference means; ``mark`` writes it into the records; ``Rescue`` reads the rest of the project so
that a build can be made though other records are broken; ``carry`` keeps what could not be read at all; ``shut`` takes
pages away where no build can be made; ``touched`` says which addresses have changed, ``remains`` what is still there.
"""

from site_builder.withdrawal.addresses import served_slugs, slugs_in, slugs_that_may_be, story_sections, words_in
from site_builder.withdrawal.carrying import carry
from site_builder.withdrawal.comparison import Touched, address, kind_of, purge_list, touched
from site_builder.withdrawal.finding import Ambiguous, Unknown, find
from site_builder.withdrawal.marking import Marked, mark
from site_builder.withdrawal.remains import Needles, leftovers, needles, remains, store_holds
from site_builder.withdrawal.rescue import Rescue
from site_builder.withdrawal.shutting import languages_of, shut

__all__ = [
    "Ambiguous",
    "Marked",
    "Needles",
    "Rescue",
    "Touched",
    "Unknown",
    "address",
    "carry",
    "find",
    "kind_of",
    "languages_of",
    "leftovers",
    "mark",
    "needles",
    "purge_list",
    "remains",
    "served_slugs",
    "shut",
    "slugs_in",
    "slugs_that_may_be",
    "store_holds",
    "story_sections",
    "touched",
    "words_in",
]
