"""Who gets a place: points, lists, offers, the waiting list."""
