"""From documents of any format to forms."""
