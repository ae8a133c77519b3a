"""汇总表 of what lies in the reader's reach."""
