"""Which page exists in which language, its address, its alternates, and everything that it prints."""
