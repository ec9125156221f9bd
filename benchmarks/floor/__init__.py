"""The least code that does the same work."""
