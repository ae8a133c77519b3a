"""The values that flow through Jiheng. Standard library only."""

from jiheng.model.finding import Finding, Outcome, Severity, Status
from jiheng.model.form import (
    Form,
    FundingRow,
    Goals,
    Header,
    Indicator,
    Note,
    TargetText,
    Total,
    Unbound,
)
from jiheng.model.location import Location, Source
from jiheng.model.number import Interval, Number, Roundings, cut, quotient, round_half_up, roundings
from jiheng.model.problem import Problem, ProblemKind, UnreadableError
from jiheng.model.scorecard import Deduction, ExecutionLine, Line, Scorecard
from jiheng.model.target import Actual, Target, TargetKind

__all__ = [
    "Actual",
    "Deduction",
    "ExecutionLine",
    "Finding",
    "Form",
    "FundingRow",
    "Goals",
    "Header",
    "Indicator",
    "Interval",
    "Line",
    "Location",
    "Note",
    "Number",
    "Outcome",
    "Problem",
    "ProblemKind",
    "Roundings",
    "Scorecard",
    "Severity",
    "Source",
    "Status",
    "Target",
    "TargetKind",
    "TargetText",
    "Total",
    "Unbound",
    "UnreadableError",
    "cut",
    "quotient",
    "round_half_up",
    "roundings",
]
