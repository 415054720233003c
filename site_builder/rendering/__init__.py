"""Rendering: the theme's page frame (shell) and the site's own Jinja environment."""
