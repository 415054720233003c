"""What only a preview shows, and how: drafts, problems in place of what they keep away, pages when they are wanted."""

from site_builder.preview.on_demand import Pictures, Search
from site_builder.preview.showing import Places, Showing, Shown, edit_preview, preview_pages

__all__ = ["Pictures", "Places", "Search", "Showing", "Shown", "edit_preview", "preview_pages"]
