"""Does a table hold to the contract? What is missing or of another type is named."""

from __future__ import annotations

import pyarrow as pa

from .schema import TableSchema


class Broken(ValueError):
    """A snapshot does not hold to the contract; the message says where, in words for the administrator."""


def check(schema: TableSchema, found: pa.Schema) -> tuple[str, ...]:
    """Optional columns that are missing. Raises ``Broken`` for a required one, and for another type."""
    missing = [name for name in schema.required if name not in found.names]
    if missing:
        raise Broken(f"bảng {schema.name} thiếu cột: {', '.join(missing)}")
    for column in schema.columns:
        if column.name in found.names and not _fits(found.field(column.name).type, column.type):
            kind = found.field(column.name).type
            raise Broken(f"bảng {schema.name}, cột {column.name}: kiểu {kind}, phải là {column.type}")
    return tuple(column.name for column in schema.columns if column.name not in found.names)


def _fits(found: pa.DataType, wanted: pa.DataType) -> bool:
    if pa.types.is_dictionary(found):
        found = found.value_type
    return found.equals(wanted) or (
        pa.types.is_string(wanted) and (pa.types.is_large_string(found) or pa.types.is_string_view(found))
    )


def conforming(schema: TableSchema, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, tuple[str, ...]]:
    """The batch with exactly the columns of the contract, and which of them the product does not hold."""
    absent = check(schema, batch.schema)
    arrays = []
    for column in schema.columns:
        if column.name in absent:
            arrays.append(pa.nulls(batch.num_rows, column.type))
            continue
        array = batch.column(column.name).cast(column.type)
        if array.null_count and not (column.nullable or column.optional):
            raise Broken(f"bảng {schema.name}, cột {column.name}: {array.null_count} dòng không có giá trị")
        arrays.append(array)
    return pa.RecordBatch.from_arrays(arrays, schema=schema.arrow), absent
