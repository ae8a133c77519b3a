"""Rules and layouts as dated data."""
