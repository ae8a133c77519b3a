"""WGT: do the points add up and follow the standard."""
