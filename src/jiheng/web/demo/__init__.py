"""A made-up city to look around in: 澜江市, its offices, its people and sixty forms."""
