"""Reading the staff list as an office keeps it: any layout, any habit of writing, nothing dropped in silence. Pure.

`reading.read_roster` reads a file; `persons.grouped` says who its rows are. No database is asked here.
"""
