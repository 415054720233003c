"""Derives from records where promises stand, who is shown, how translations stand, and what changes when."""
