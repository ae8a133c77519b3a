"""What is wrong with a form: one check a file, and the runner."""
