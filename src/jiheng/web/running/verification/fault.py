"""What does not agree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence, and the number of the entry that shows it, where there is one."""

    message: str
    number: int | None = None

    def __str__(self) -> str:
        return self.message if self.number is None else f"第{self.number}条记录：{self.message}"
