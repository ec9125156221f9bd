"""The way of a programme through the methodological council and the vice-rector, into the catalogue and out of it."""
