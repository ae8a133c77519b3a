"""What the templates of the form's page may ask."""
