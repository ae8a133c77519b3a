"""The web application: from the year's task to the published form. Django lives here and nowhere else."""
