"""What the staff app announces to the apps above it; sent inside the transaction."""

from django.dispatch import Signal

# Reminders are being written: people, on. A receiver may return {person id: facts to add}: `courses` (lines), `place` (text).
reminders_written = Signal()

# Which open courses fit someone: person, on. A receiver returns a list of `offers.CourseOffer`.
courses_asked = Signal()

# What the apps above have about someone for their own page: person, on. A receiver returns a list of `offers.Section`.
my_page_asked = Signal()

# What the apps above keep about someone, for the person: person. A receiver returns a list of `my_data.Group`.
my_data_asked = Signal()

# The coming days of someone: person, on. A receiver returns a list of `offers.Day`.
days_asked = Signal()

# What is planned for these people now: people (ids), on. A receiver returns {person id: `offers.Plan`}.
plans_asked = Signal()

# How many places courses offer: since, until. A receiver returns {first day of the quarter: places}.
places_planned = Signal()
