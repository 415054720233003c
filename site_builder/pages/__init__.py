"""Which page exists in which language, its address, its twins, and everything that it prints."""
