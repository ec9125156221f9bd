"""Letters: written, planned, sent or told by hand; reminders and digests."""
