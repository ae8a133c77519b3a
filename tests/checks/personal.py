"""Numbers of invented persons, and numbers that are none: what the search for personal data is measured by.

Identity numbers bear county codes that no county has.
"""

from random import Random

PROVINCES = ("11", "13", "31", "33", "42", "43", "44", "51", "53", "61", "65")
AREAS = ("10", "20", "21", "28", "311", "571", "731", "871", "991")
MOBILES = ("130", "135", "138", "139", "147", "150", "159", "166", "173", "177", "186", "189", "191", "198")
CARDS = (
    ("622202", 19),
    ("621700", 19),
    ("622588", 16),
    ("621660", 19),
    ("625900", 16),
    ("623052", 19),
    ("436742", 19),
)
REGIONS = ("530102", "510000", "430100", "620102", "110105", "440300", "610113")
FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")
SENTENCES = (
    "联系人张某，{}，负责日常保洁。", "因汛期推迟，可与{}联系。", "{}", "补助发放至{}，尾款次年支付。",
    "经办人（{}）", "张某 {} 李某", "材料见{}；已整改。", "共计{}", "完成率100%，{}",
)  # fmt: skip


def digits(random, count):
    return "".join(random.choice("0123456789") for _ in range(count))


def born(random):
    return f"{random.randint(1940, 2005)}{random.randint(1, 12):02}{random.randint(1, 28):02}"


def identity(random):
    body = f"{random.choice(PROVINCES)}01{random.choice('89')}9{born(random)}{digits(random, 3)}"
    weights = (2 ** (17 - place) % 11 for place in range(17))
    total = sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


def old_identity(random):
    day = f"{random.randint(40, 79)}{born(random)[4:]}"
    return f"{random.choice(PROVINCES)}01{random.choice('89')}9{day}{digits(random, 3)}"


def card(random):
    prefix, length = random.choice(CARDS)
    body = prefix + digits(random, length - len(prefix) - 1)
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 - place % 2)
        total += value // 10 + value % 10
    return body + str(-total % 10)


def mobile(random):
    return random.choice(MOBILES) + digits(random, 8)


def landline(random):
    area = random.choice(AREAS)
    number = random.choice("2345678") + digits(random, 7 if len(area) == 2 else random.choice((6, 7)))
    form = random.choice(
        ("0{}-{}", "(0{}){}", "（0{}）{}", "0{} {}", "0{}{}", "+86-{}-{}", "0{}－{}", "0{}—{}")
    )
    return form.format(area, number)


def cut(number, sizes, separator):
    pieces, start = [], 0
    for size in sizes:
        pieces.append(number[start : start + size])
        start += size
    return separator.join(piece for piece in (*pieces, number[start:]) if piece)


def planted(random):
    """A number and its kind, written as people write it."""
    separator = random.choice(("", "", "", "-", " ", "－", "　"))
    kind, number = random.choice(
        (
            ("手机号码", lambda: cut(mobile(random), (3, 4), separator)),
            ("手机号码", lambda: random.choice(("+86", "+86 ", "86-", "0086")) + mobile(random)),
            ("固定电话号码", lambda: landline(random)),
            ("身份证号码", lambda: cut(identity(random), (6, 8), separator)),
            ("身份证号码", lambda: identity(random).lower()),
            ("身份证号码", lambda: old_identity(random)),
            ("银行卡号", lambda: cut(card(random), (4, 4, 4, 4), separator)),
        )
    )
    text = number()
    if random.random() < 0.2:
        text = text.translate(FULL_WIDTH)
    return kind, random.choice(SENTENCES).format(text)


def harmless(random):
    """A text with figures that are nobody's."""
    day = f"{random.randint(2015, 2026)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    region, serial = random.choice(REGIONS), random.randint(1, 9999)
    number = random.choice(
        (
            lambda: f"{random.randint(1, 10**11) / 100:,.2f}元",
            lambda: f"{random.randint(1, 10**8) / 100:.2f}万元",
            lambda: f"{random.randint(10**10, 10**11)}元",
            lambda: f"{digits(random, 11)}.{digits(random, 2)}",
            lambda: f"{region}{day[2:4]}{random.choice('123')}{serial:012}",
            lambda: f"{region}{day[:4]}{serial:08}",
            lambda: f"{region}{day}{serial:04}",
            lambda: f"项目代码：{region}{digits(random, 12)}",
            lambda: f"{region}{day[2:4]}R{serial:012}",
            lambda: (
                f"{random.choice(('11', '12', '91'))}{region}{digits(random, 9)}{random.choice('XQRMKL')}"
            ),
            lambda: f"统一社会信用代码12{region}{digits(random, 10)}",
            lambda: f"{day[:4]}年{int(day[4:6])}月{int(day[6:])}日至{day[:4]}-12-31",
            lambda: f"{day[:4]}-{day[4:6]}-{day[6:]} {day[:4]}.12.31",
            lambda: f"{random.randint(100, 199)} {day}",
            lambda: f"0{random.choice(AREAS)}-{day}",
            lambda: f"财预〔{day[:4]}〕{random.randint(1, 999)}号",
            lambda: f"合同HT-{day}-{serial:04}",
            lambda: f"合同编号{day}{digits(random, 6)}",
            lambda: f"发票号码{digits(random, 8)}",
            lambda: f"订单{day}{digits(random, 9)}",
            lambda: "、".join(str(random.randint(1, 9999)) for _ in range(6)),
            lambda: " ".join(f"{random.randint(1, 99999) / 100:.2f}" for _ in range(6)),
            lambda: f"热线12345、110、400-{digits(random, 3)}-{digits(random, 4)}",
            lambda: f"遮盖的{mobile(random)[:3]}****{digits(random, 4)}",
        )
    )
    return random.choice(SENTENCES).format(number())


def texts(make, count, seed):
    random = Random(seed)  # noqa: S311 - a fixed seed, so that a failure can be looked at again
    return [make(random) for _ in range(count)]
