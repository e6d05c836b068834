"""Which columns hold sealed text. A subject names its own when the application starts (AppConfig.ready)."""

from .values import SealedColumn

_known: dict[tuple[str, str], SealedColumn] = {}


def register(*columns: SealedColumn) -> None:
    """Make rotation know ``columns``. Naming one twice changes nothing."""
    for column in columns:
        _known[column.table, column.column] = column


def sealed_columns() -> list[SealedColumn]:
    """All of them, by table and column."""
    return [_known[name] for name in sorted(_known)]
