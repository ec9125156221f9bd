"""Certificates: issuing them, and their papers."""
