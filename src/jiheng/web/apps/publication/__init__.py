"""What is published, in which version, and the public site."""
