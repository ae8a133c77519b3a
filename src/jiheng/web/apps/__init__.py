"""The rooms of the web application; each may use those before it in this order.

audit (what was done, chained) · accounts (who and where) · tasks (the year's task) ·
evaluations (the forms) · imports (approved targets and execution) ·
files (evidence, stamped scans, forms filled from a file) · review (approval) ·
summary (汇总表) · publication · api.
"""
