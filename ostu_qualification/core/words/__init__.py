"""Words: texts in three languages, names, days, phones and how they are written."""
