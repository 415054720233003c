"""Random projects of which something is withdrawn, and a search of its own for what readers could still see of it."""
