"""Files beside the pages, a module each. Each gives ``(path, bytes)`` pairs; none writes to the disk itself."""
