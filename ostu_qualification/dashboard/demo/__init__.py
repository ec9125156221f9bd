"""The demonstration's data: a University at work, by real steps of real roles, with every day reckoned from today."""
