"""From forms to official documents."""
