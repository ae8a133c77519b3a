"""The year's task 自评任务: issued by the bureau, with its standard, units, deadline and steps."""
