"""What only a preview shows, and how: drafts, problems in place of what they keep away, pages when they are wanted."""

from site_builder.preview.editing import edit_preview, preview_pages
from site_builder.preview.pictures import Pictures
from site_builder.preview.search import Search
from site_builder.preview.showing import Places, Showing, Shown

__all__ = ["Pictures", "Places", "Search", "Showing", "Shown", "edit_preview", "preview_pages"]
