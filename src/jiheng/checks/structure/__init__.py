"""STR: is the form complete and readable."""
