"""What a cell of a list means, whichever list it stands in: names, days, posts, degrees, trainings."""
