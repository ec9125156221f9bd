"""Records: how they are written, locked, kept and remembered; the files that belong to them."""
