"""IND: are the right things measured."""
