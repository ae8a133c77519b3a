"""What a crawler finds wrong with a published folder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong; the value is its name in Chinese."""

    MISSING = "缺少文件"
    UNREACHABLE = "没有链接可到"
    OUTSIDE = "站外地址"
    SCRIPT = "脚本"
    INCOMPLETE = "网页不完整"
    DISAGREEMENT = "数据不一致"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its kind, the file in which it stands, and what it is, in Chinese."""

    kind: FaultKind
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}：{self.kind}：{self.message}"
