"""From a form and a standard to a scorecard."""
