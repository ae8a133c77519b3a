"""LOG: does the form agree with itself."""
