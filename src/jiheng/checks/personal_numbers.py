"""Telephone, identity and bank-card numbers in a text, told apart from amounts, days and codes.

A number counts by what it is (prefix, length, day of birth, check digit); the words in front of it decide
where that leaves a doubt. Separators and full-width digits change nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_QUICK = re.compile(rf"\d[\d\s.()（）·\-–—‐‑－．{_INVISIBLE}]{{9,}}[\dXxＸｘ]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")

# One separator, with or without a space around it.
_SEP = r"(?:\s?[-–—‐‑·.]\s?|\s{1,2})"
_START = r"(?<!\d)(?:(?<![0-9a-z])|(?<=tel)|(?<=phone)|(?<=mobile)|(?<=id)|(?<=no))(?<!\d[.,\-])(?<![a-z]-)"
_END = r"(?![0-9a-z]|\.\d)"
_AMOUNT = r"(?!\s?[元万亿%‰吨])"

_CODED = re.compile(
    r"(?:代码|编码|编号|文号|批号|单号|合同号|发票号|版本码|条码|流水号|序列号)(?:为|是)?\W{0,4}$"
)
_IDENTITY = re.compile(r"身份证|证件|公民")
_BANK = re.compile(r"卡号|银行|账号|帐号|账户|帐户|开户")
_PHONE = re.compile(r"电话|手机|联系方式|热线|传真|tel|phone", re.IGNORECASE)
_NEAR = 16  # characters in front of a number that say what it is

_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_REGION = re.compile(rf"(?:{_PROVINCE.pattern})(?:[0-2]\d|3[0-4]|5[1-4]|90)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_OLDEST = 1915
# Numbers of 15 digits were given out until 1999, and nobody is named in a form who was born before 1930.
_OLD_FROM = "30"
# So near to the form's year a "day of birth" is the day in a code, unless the text says otherwise.
_TOO_YOUNG = 10
_CARDS = re.compile(
    r"62\d{14,17}|(?:4\d|5[1-5]|35)\d{14}|(?:9558|9559|60\d\d|4367|4563|1030|6858|6915)\d{15}"
)
_SERIAL = "0000"  # what running numbers have inside, and card numbers hardly ever


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number found in a text: its kind in Chinese, and itself with the middle covered."""

    kind: str
    masked: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """How numbers of a kind look, and the judge: digits, the match, the words before, the form's year."""

    name: str
    pattern: re.Pattern[str]
    is_one: Callable[[str, re.Match[str], str, int | None], bool]


def may_stand_in(text: str) -> bool:
    """A quick look: False where nothing in *text*, of any length, can be such a number."""
    return _QUICK.search(text) is not None


def personal_numbers(
    text: str, label: str = "", year: int | None = None
) -> tuple[tuple[PersonalNumber, ...], str]:
    """The numbers in *text*, and the text with all of them covered.

    *label* is what is printed beside the text, *year* that of the form.
    """
    if not may_stand_in(text):
        return (), text
    rest = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    found: list[PersonalNumber] = []
    for kind in _KINDS:
        rest = kind.pattern.sub(partial(_covered, kind, label, year, found), rest)
    return tuple(found), rest


def _covered(
    kind: _Kind, label: str, year: int | None, found: list[PersonalNumber], match: re.Match[str]
) -> str:
    before = f"{label}:{match.string[max(match.start() - _NEAR, 0) : match.start()]}"
    if _CODED.search(before) and not (_IDENTITY.search(before) or _PHONE.search(before)):
        return match[0]
    for length in _lengths(match):
        digits = "".join(filter(str.isalnum, match[0][:length])).upper()
        if kind.is_one(digits, match, before, year):
            masked = f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"
            found.append(PersonalNumber(kind.name, masked))
            return masked + match[0][length:]
    return match[0]


def _lengths(match: re.Match[str]) -> Iterator[int]:
    """How much of a match may be the number: what stands apart at a card's end may be another one."""
    yield len(match[0])
    if match.groupdict().get("apart"):
        yield match.start("apart") - match.start()


def _is_identity(digits: str, _match: re.Match[str], before: str, year: int | None) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits[:17], strict=True))
    if not _PROVINCE.match(digits) or _CHECK_DIGITS[total % 11] != digits[17]:
        return False
    born = _day(digits[6:14])
    if born is None or born.year < _OLDEST:
        return False
    return year is None or born.year <= year - _TOO_YOUNG or bool(_IDENTITY.search(before))


def _is_old_identity(digits: str, _match: re.Match[str], before: str, _year: int | None) -> bool:
    is_day = _day(f"19{digits[6:12]}") is not None
    likely = _IDENTITY.search(before) or (_REGION.match(digits) and digits[6:8] >= _OLD_FROM)
    return is_day and bool(likely)


def _is_card(digits: str, _match: re.Match[str], before: str, year: int | None) -> bool:
    if not _CARDS.fullmatch(digits) or _luhn(digits) % 10:
        return False
    if _BANK.search(before) or not _REGION.match(digits):
        return True
    in_code = _SERIAL in digits or (year is not None and year - 20 <= int(digits[6:10]) <= year + 5)
    return not in_code


def _luhn(digits: str) -> int:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled)


def _is_mobile(_digits: str, match: re.Match[str], before: str, _year: int | None) -> bool:
    """An amount beside a day (150 20240305) is no number in two pieces."""
    return not _is_recent(match["tail"] or "") or bool(_PHONE.search(before))


def _is_landline(_digits: str, match: re.Match[str], before: str, _year: int | None) -> bool:
    """Behind an area code of three figures stand eight; a code with a day in it (020-20240305) is none."""
    subscriber = re.sub(r"\D", "", match["subscriber"])
    if len(match["area"]) == 2 and len(subscriber) != 8:
        return False
    return not _is_recent(subscriber) or bool(_PHONE.search(before))


def _is_recent(digits: str) -> bool:
    return len(digits) == 8 and digits.startswith(("19", "20")) and _day(digits) is not None


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _pattern(body: str, end: str = _END) -> re.Pattern[str]:
    return re.compile(f"{_START}{body}{end}", re.IGNORECASE)


_MOBILE_LEAD = r"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])"
_KINDS = (
    _Kind(
        "身份证号码",
        _pattern(
            rf"(?:\d{{3}}{_SEP}?\d{{3}}{_SEP}?\d{{4}}{_SEP}?\d\d{_SEP}?\d\d{_SEP}?\d{{3}}{_SEP}?[\dx]"
            rf"|\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{4}}{_SEP}\d{{4}}{_SEP}\d[\dx])"
        ),
        _is_identity,
    ),
    _Kind(
        "银行卡号",
        _pattern(
            rf"\d{{4}}{_SEP}?\d{{4}}{_SEP}?\d{{4}}{_SEP}?\d{{4}}(?P<apart>{_SEP}\d{{1,3}}(?!\d))?\d{{0,3}}"
        ),
        _is_card,
    ),
    _Kind("身份证号码", _pattern(rf"\d{{6}}{_SEP}?\d{{6}}{_SEP}?\d{{3}}", _END + _AMOUNT), _is_old_identity),
    _Kind(
        "手机号码",
        _pattern(
            rf"(?:(?:\+|00)?86{_SEP}?)?(?:{_MOBILE_LEAD}(?:{_SEP}\d{{4}}{_SEP}\d{{4}}|{_SEP}(?P<tail>\d{{8}})|\d{{8}})"
            rf"|{_MOBILE_LEAD}\d-\d{{3}}-\d{{4}}|{_MOBILE_LEAD}-\d{{3}}-\d{{5}})",
            _END + _AMOUNT,
        ),
        _is_mobile,
    ),
    _Kind(
        "固定电话号码",
        _pattern(
            r"(?:(?:\+|00)86[-\s]?\(?0?|\(?0)(?P<area>10|2\d|[3-9]\d\d)\)?[-–—‐‑\s]{0,3}"
            r"(?P<subscriber>[2-8]\d{2,3}[-\s]?\d{4})",
            _END + _AMOUNT,
        ),
        _is_landline,
    ),
)
