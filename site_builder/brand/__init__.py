"""A programme's own look: the files of its logo and fonts, held against what may stand on a public site."""
