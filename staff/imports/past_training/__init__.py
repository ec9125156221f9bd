"""Reading lists of past training as offices keep them; knows neither the database nor any model."""
