"""FND: do the amounts, the rate and its score agree."""
