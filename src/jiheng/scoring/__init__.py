"""From a form and a standard to a scorecard."""

from jiheng.scoring.figures import Figures, FundingFigures, IndicatorFigures, figures
from jiheng.scoring.score import applicable_cap, grade_of, score

__all__ = [
    "Figures",
    "FundingFigures",
    "IndicatorFigures",
    "applicable_cap",
    "figures",
    "grade_of",
    "score",
]
