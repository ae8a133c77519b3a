"""What need not be typed again: approved targets and execution figures from workbooks."""
