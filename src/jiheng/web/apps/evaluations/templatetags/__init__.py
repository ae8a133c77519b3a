"""How stored figures are shown."""
