"""Tells what a picture file is, and plans the files made from it: by its head alone, never by its pixels."""
