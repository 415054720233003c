"""Parts that several tests share: the installed tools, a web server, a browser, axe, Lighthouse and the Nu checker."""
