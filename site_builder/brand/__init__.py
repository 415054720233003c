"""Checks a programme's own logo and fonts for a public site."""
