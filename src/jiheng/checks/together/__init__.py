"""PRT: many forms side by side."""
