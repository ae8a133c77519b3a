"""Printed numbers, their intervals, and what rounding can do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.model import Interval, Number, cut, quotient, round_half_up, roundings

cents = st.integers(1, 10_000_000).map(lambda n: Decimal(n).scaleb(-2))


def number(text):
    return Number(Decimal(text))


def test_a_number_keeps_its_printed_places():
    assert (str(number("20.00")), number("20.00").places) == ("20.00", 2)
    assert (number("20").places, number("1E+2").places) == (0, -2)


def test_an_interval_reaches_half_a_unit_of_the_last_place():
    assert number("46.32").interval == Interval(Decimal("46.315"), Decimal("46.325"))
    assert number("46").interval == Interval(Decimal("45.5"), Decimal("46.5"))


@pytest.mark.parametrize(("value", "shown"), [("2.345", "2.35"), ("-2.345", "-2.35"), ("2.3449", "2.34")])
def test_rounding_is_half_away_from_zero(value, shown):
    assert round_half_up(Decimal(value), 2) == Decimal(shown)


def test_cutting_drops_the_rest():
    assert cut(Decimal("2.349"), 2) == Decimal("2.34")
    assert cut(Decimal("-2.349"), 2) == Decimal("-2.34")


def test_intervals_add_meet_and_contain():
    one, other = Interval(Decimal(1), Decimal(2)), Interval(Decimal(2), Decimal(3))
    assert one + other == Interval(Decimal(3), Decimal(5))
    assert one.meets(other)
    assert not one.meets(Interval(Decimal("2.1"), Decimal(3)))
    assert Decimal(1) in one
    assert Decimal("0.99") not in one


def test_a_quotient_by_what_may_be_zero_is_unknown():
    assert quotient(number("1"), number("0.00")) is None
    assert quotient(number("1"), number("0")) is None
    assert quotient(number("1"), number("0.4")) is not None


@pytest.mark.parametrize(
    ("part", "whole", "printed", "rounded", "is_cut"),
    [
        ("30.65", "30.66", "99.96", True, True),
        ("30.65", "30.66", "99.97", True, True),
        ("215457.6", "250000", "86.19", False, False),
        ("215457.6", "250000", "86.18", True, True),
        ("3824.26", "4753.66", "100", False, False),
        ("46.32", "63.65", "72.77", True, True),
        ("12.75", "13.37", "95.00", False, False),
    ],
)
def test_a_rate_is_right_if_exact_amounts_can_give_it(part, whole, printed, rounded, is_cut):
    share = quotient(number(part), number(whole))
    exact = Interval(share.low * 100, share.high * 100)
    modes = roundings(exact, number(printed))
    assert (modes.rounded, modes.cut) == (rounded, is_cut)
    assert bool(modes) is (rounded or is_cut)


@given(cents, cents)
def test_the_rate_of_the_shown_amounts_is_always_possible(part, whole):
    share = quotient(Number(part), Number(whole))
    exact = Interval(share.low * 100, share.high * 100)
    value = part / whole * 100
    assert roundings(exact, Number(round_half_up(value, 2))).rounded
    assert roundings(exact, Number(cut(value, 2))).cut


@given(cents, cents, st.integers(0, 4))
def test_whatever_exact_amounts_give_is_possible(part, whole, places):
    exact_part, exact_whole = part + Decimal("0.0049"), whole - Decimal("0.005")
    share = quotient(Number(part), Number(whole))
    if share is None:
        return
    exact = Interval(share.low * 100, share.high * 100)
    assert roundings(exact, Number(round_half_up(exact_part / exact_whole * 100, places))).rounded
