"""The operations, one file a subject. Each translates, calls a service or a selector, and translates back."""
