"""WGT302."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jiheng.checks.blocks import Block, blocks, noted
from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity
from jiheng.model.number import ZERO
from jiheng.standards import Ruled, Scheme
from jiheng.terms import label

AS_PRINTED = "表上印的分值与各行分值之和应当一致，核对后改正其中一处"


@check(
    code="WGT302",
    title="一级指标分值与口径或表上印的不符",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("indicators.level1",),
    message="{block}合计{points}分，{other}",
    fix="按口径调整各指标分值；确需调整权重的，在自评报告中说明理由",
    clause="口径的一级指标分值",
    cause="points_off_standard",
)
def block_points_mismatch(case: Case) -> Iterator[Answer]:
    """A level-1 block whose points are not those of the standard, or of the form's own heading or note."""
    if not case.has_points:
        yield NotApplicable("本表不印指标分值")
        return
    found = blocks(case)
    yield from _against_the_form(case, found)
    if any(not block.id for block in found):
        yield NotApplicable("有口径之外的一级指标，无从对照")
    elif any(block.points is None for block in found):
        yield MissingInput(label("points"))
    else:
        yield from _against_the_standard(case, found)


def _against_the_form(case: Case, found: Sequence[Block]) -> Iterator[Answer]:
    notes = noted(case)
    for block in found:
        reached, heading = block.points, block.heading
        if reached is None:
            continue
        values = {"block": block.name, "points": f"{reached:f}"}
        if heading is not None and heading[1] != reached:
            other = f"一级指标栏印的是{heading[1]:f}分"
            yield Hit(heading[0], {**values, "other": other}, fix=AS_PRINTED)
        place, allotted = notes.get(block.id, ("", frozenset[Decimal]()))
        if allotted and reached not in allotted:
            other = f"表上说明写的是{'或'.join(f'{points:f}' for points in sorted(allotted))}分"
            yield Hit(place, {**values, "other": other}, fix=AS_PRINTED)


def _against_the_standard(case: Case, found: Sequence[Block]) -> Iterator[Answer]:
    ids = {block.id for block in found}
    schemes = case.rules.schemes
    fitting = [scheme for scheme in schemes if _fits(scheme.value, ids)]
    wider = [scheme for scheme in schemes if ids <= _blocks_of(scheme.value)]
    judging = [scheme for scheme in fitting or wider or schemes if scheme.may_judge]
    if not judging:
        yield NotApplicable("口径未确认")
    elif fitting:
        gaps = [list(_gaps(scheme, found)) for scheme in judging]
        yield from [] if [] in gaps else gaps[0]
    else:
        known = sum((block.points or ZERO for block in found), ZERO)
        ways = "；或".join(_named(scheme.value) for scheme in judging)
        yield Hit(
            "indicators",
            {
                "block": _names(found),
                "points": f"{known:f}",
                "other": f"口径没有这样的一级指标组合，应为{ways}",
            },
            source=str(judging[0].clause),
        )


def _fits(scheme: Scheme, ids: set[str]) -> bool:
    """Exactly the scheme's blocks are there; of blocks that share points (joined by +) at least one."""
    return ids <= _blocks_of(scheme) and all(ids & set(key.split("+")) for key in scheme)


def _blocks_of(scheme: Scheme) -> set[str]:
    return {name for key in scheme for name in key.split("+")}


def _gaps(scheme: Ruled[Scheme], found: Sequence[Block]) -> Iterator[Hit]:
    for key, right in scheme.value.items():
        members = [block for block in found if block.id in key.split("+")]
        points = sum((block.points or ZERO for block in members), ZERO)
        if points != right:
            values = {"block": _names(members), "points": f"{points:f}", "other": f"口径为{right:f}分"}
            yield Hit(members[0].rows[0].at("level1"), values, source=str(scheme.clause))


def _names(found: Sequence[Block]) -> str:
    return "、".join(block.name for block in found)


def _named(scheme: Scheme) -> str:
    return "、".join(f"{'与'.join(map(label, key.split('+')))}{points:f}分" for key, points in scheme.items())
