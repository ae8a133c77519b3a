"""A second way to the same scores, written from the contract alone, in fractions and without our code.

It takes plain numbers and answers with whole hundredths of points.
"""

from fractions import Fraction


def half_up(value: Fraction) -> int:
    """Hundredths, half away from zero."""
    return int(value * 100 + Fraction(1, 2)) if value >= 0 else -int(-value * 100 + Fraction(1, 2))


def line(points: Fraction, sign: str, target: Fraction, done: Fraction) -> int:
    """What a quantitative line earns."""
    if target == 0 and sign in ("=", "≤", ""):
        return half_up(points if done <= 0 else Fraction(0))
    if sign in ("≥", ">", "=", ""):
        if done >= target and not (sign == ">" and target == done == 0):
            return half_up(points)
        share = Fraction(0) if target <= 0 or done <= 0 else done / target
        return half_up(points * share)
    if done <= target and not (sign == "<" and target == 0 and done == 0):
        return half_up(points)
    return half_up(points * target / done if done and target > 0 else Fraction(0))


def execution(points: Fraction, budget: Fraction, executed: Fraction) -> int:
    """What the execution line earns."""
    return 0 if budget <= 0 else half_up(max(Fraction(0), min(points, points * executed / budget)))


def capped(total: int, budget: Fraction, executed: Fraction) -> int:
    """The total in hundredths under the manual's caps."""
    if budget <= 0:
        return total
    rate = executed / budget
    for below, most in ((50, 59), (60, 69), (70, 79), (80, 89)):
        if rate < Fraction(below, 100):
            return min(total, most * 100)
    return total


def grade(total: int) -> str:
    """The grade of a total in hundredths."""
    for low, name in ((9000, "优"), (8000, "良"), (6000, "中")):
        if total >= low:
            return name
    return "差"
