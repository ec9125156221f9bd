"""What is taught: programmes, their syllabi, their documents."""
