"""Where people stand: boards, forecast, summary forms, the list of people, one’s own page."""
