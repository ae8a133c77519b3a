"""Plain text that pictures a page: cells stand side by side, kept apart by spaces."""
