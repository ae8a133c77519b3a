"""What was done, by whom and when, in a chain that cannot be changed unseen."""
