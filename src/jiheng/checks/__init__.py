"""What is wrong with a form: one check a file, and the runner."""

from jiheng.checks.case import Case, case_of
from jiheng.checks.catalogue import catalogue, page, select
from jiheng.checks.check import Check, Fixable, Stage
from jiheng.checks.grouping import findings_of, groups
from jiheng.checks.runner import run, run_together, source, sources

__all__ = [
    "Case",
    "Check",
    "Fixable",
    "Stage",
    "case_of",
    "catalogue",
    "findings_of",
    "groups",
    "page",
    "run",
    "run_together",
    "select",
    "source",
    "sources",
]
