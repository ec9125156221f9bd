"""Organisations outside the University, and their people who come to courses."""
