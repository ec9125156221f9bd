"""Programmes as they are given: runs with window, dates and places, and the public catalogue."""
