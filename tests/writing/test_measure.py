"""What a text takes in lines, and where a run that fits nowhere is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.writing.measure import EM, broken, lines, width

ROOM = 4 * EM


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("年度资金", 1),
        ("年度资金总", 2),
        ("一\n二", 2),
        ("年度资，金", 2),
        ("年度资金，总额", 2),
        ("年度资（金额", 2),
        ("ab cd ef gh", 2),
    ],
)
def test_lines_are_counted_as_they_are_set(text, count):
    assert lines(text, ROOM) == count


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("8.00(次)", ("8.00(次)",)),
        ("1000.00(人次)", ("1000.00", "(人次)")),
        ("100.00", ("100.00",)),
        ("51000021R0000", ("5100002", "1R0000")),
        ("项目51000021R0000号", ("项目5100002", "1R0000号")),
        ("很长的一段文字", ("很长的一段文字",)),
        ("一\n二", ("一", "二")),
    ],
)
def test_a_run_is_cut_only_where_it_fits_nowhere(text, pieces):
    assert broken(text, ROOM) == pieces


@given(st.text(max_size=60), st.integers(EM, 12 * EM))
def test_cutting_loses_no_character_and_lines_are_never_fewer_than_the_width_asks(text, room):
    assert "".join(broken(text, room)) == text.replace("\n", "")
    assert lines(text, room) * (room + 2 * EM) >= width(text.replace("\n", ""))
