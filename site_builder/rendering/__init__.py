"""Renders pages as HTML: the site's Jinja templates inside the theme's page layout."""
