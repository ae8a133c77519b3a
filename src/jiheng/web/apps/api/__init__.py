"""The same services for programs."""
