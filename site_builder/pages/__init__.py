"""Plans every page in every language: its address, its alternates, and everything that it prints."""
