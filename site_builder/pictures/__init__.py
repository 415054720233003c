"""What a picture file is, and which files it becomes: from its head alone, never from its pixels."""
