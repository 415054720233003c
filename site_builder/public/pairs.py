"""Pictures of before and after, of which consent may hold one back."""

from __future__ import annotations

from dataclasses import replace

from site_builder.public.records import PublicPhoto
from site_builder.records import Story
from site_builder.records.story import pairs


def paired(photos: tuple[PublicPhoto, ...], story: Story) -> tuple[PublicPhoto, ...]:
    """The public photos of a story, told of their partners. One whose partner is held back is a photo like any other.

    Pairs are made of all photos that the record has: were they made of those that are left, one that is held back could
    bring two together that are not of the same place.
    """
    shown = {photo.id for photo in photos}
    partners = {
        one.id: (one.pair, other.id)
        for pair in pairs(story.photos)
        for one, other in (pair, pair[::-1])
        if shown.issuperset((one.id, other.id))
    }
    return tuple(
        replace(photo, pair=partners[photo.id][0], partner=partners[photo.id][1]) if photo.id in partners else photo
        for photo in photos
    )
