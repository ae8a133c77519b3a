"""The task of one confined process: to read one document and to answer in JSON, once."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import IO

from jiheng.model.serial import to_line
from jiheng.reading import open_document
from jiheng.reading.facsimile import look
from jiheng.reading.lists import read_rows
from jiheng.reading.sandbox.confinement import confine
from jiheng.reading.sandbox.limits import Limits
from jiheng.reading.wire import reading_to_json, rows_to_json, seen_to_json

# How a process ends, besides 0 and less than 0, which is the signal that ended it.
OUT_OF_MEMORY = 77
OUT_OF_TIME = 256


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a process: the ``forms`` or ``rows`` of a document, or its ``look`` with the forms.

    It has a name and a kind, and may use so much.
    """

    what: str
    name: str
    kind: str
    limits: Limits

    def as_line(self) -> bytes:
        """The order as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"


def order_from(line: bytes | str) -> Order:
    """What ``as_line`` wrote."""
    asked = json.loads(line)
    return Order(asked["what"], asked["name"], asked["kind"], Limits(**asked["limits"]))


def perform(order: Order, given: IO[bytes], taken: IO[bytes]) -> int:
    """Reads the document in *given*, writes the answer to *taken*; how the process is to end."""
    confine(order.limits)
    try:
        given.seek(0)
        data = given.read()
        found = _found(order.what, data, order.name)
        taken.write(to_line(found).encode())
        taken.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _found(what: str, data: bytes, name: str) -> object:
    if what == "rows":
        return rows_to_json(read_rows(data))
    if what == "look":
        return seen_to_json(look(data, name))
    return reading_to_json(open_document(data, name))
