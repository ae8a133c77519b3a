"""Running an installation: serving it, verifying it, taking it away in a file and putting it back."""
