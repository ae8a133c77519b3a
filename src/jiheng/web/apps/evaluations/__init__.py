"""The forms: one document each, its edits, its scores, its evidence."""
