"""DEV: are lost points explained."""
