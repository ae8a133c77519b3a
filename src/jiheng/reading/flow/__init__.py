"""Plain text whose cells are broken over lines, brought back into columns."""
