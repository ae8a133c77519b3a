"""How the web application is set up: data folder, settings, addresses."""
