"""绩衡: performance self-evaluation of budget-funded projects."""
