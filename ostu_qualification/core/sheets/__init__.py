"""Tables in and out: spreadsheets read in a process of their own, Excel written to be printed."""
