"""Tables as Parquet: printed text as text, figures as whole numbers, labels and meanings with the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet as pq

from jiheng.writing.opendata.choices import Headings
from jiheng.writing.opendata.rows import Row
from jiheng.writing.opendata.tables import Column, Table

# What DuckDB, Spark, R and Excel's own reader all know.
_COMPRESSION = "snappy"


def write(table: Table, rows: Iterable[Row], headings: Headings) -> bytes:
    """The table as one file."""
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    schema = pa.schema([_field(column, headings) for column in table.columns])
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
    made = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), made, compression=_COMPRESSION)
    return made.getvalue()


def _field(column: Column, headings: Headings) -> pa.Field:
    kept = {"id": column.id, "title": column.label, "description": column.meaning}
    of_type = pa.int64() if column.is_number else pa.string()
    return pa.field(column.name(headings), of_type, nullable=column.is_number, metadata=kept)


def read(data: bytes) -> Iterator[Row]:
    """The rows of a file."""
    found = pq.read_table(BytesIO(data))
    yield from zip(*(column.to_pylist() for column in found.columns), strict=True)
