"""绩衡 Jiheng: performance self-evaluation of budget-funded projects, in five names.

forms = jiheng.read("forms.txt")
card = jiheng.score(forms[0])
outcomes = jiheng.check(forms[0])
evaluation = jiheng.evaluate(forms[0])
jiheng.write(evaluation, "form.pdf")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jiheng.model import UnreadableError
    from jiheng.pipeline import Evaluation, check, evaluate, read, score, write

__all__ = ["Evaluation", "UnreadableError", "check", "evaluate", "read", "score", "write"]


def __getattr__(name: str) -> Any:
    """Load the library only when one of its names is asked for, so that ``import jiheng`` is instant."""
    if name not in __all__:
        raise AttributeError(f"module 'jiheng' has no attribute {name!r}")
    from jiheng import model, pipeline

    return getattr(model if name == "UnreadableError" else pipeline, name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
