"""From pages to HTML: the Jinja templates of the site inside the theme's page layout."""
