"""The field's words, and the notations of its numbers."""
