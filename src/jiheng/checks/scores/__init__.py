"""SCO: does each score follow from target and actual."""
