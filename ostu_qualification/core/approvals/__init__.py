"""Approvals: offices that are asked about a record, in turn or side by side, by routes that are in force from a day on."""
