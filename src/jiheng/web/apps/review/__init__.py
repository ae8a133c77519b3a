"""Approval: the transition table, remarks on cells, the three scores."""
