"""Applying, answering an offer, taking part."""
