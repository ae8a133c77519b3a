"""Pages of ruling lines and characters, from a PDF or a picture, to one document of grids."""
