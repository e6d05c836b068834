"""The columns of each table as they are typed: one description for the form, the grid and the columns of a file."""

from django.utils.translation import gettext_lazy as _

from binhyen.kit.grid.columns import Column, Kind
from binhyen.operations.offences.rules.catalog import choices
from binhyen.operations.offences.values import Nature, Plant, PointKind, Table, Unit, WantedEnd

Communes = tuple[tuple[str, str], ...]
LONGEST_HAMLET, LONGEST_REFERENCE = 80, 40
HAMLET_HELP = _("Tên thôn, bản, tổ dân phố; không ghi họ tên, số nhà.")
REFERENCE_HELP = _("Chỉ số, ký hiệu hồ sơ hoặc văn bản, ví dụ 12/QĐ-CQĐT. Không ghi nội dung, không ghi nguồn tin.")
SPOT_HELP = _("Vĩ độ, kinh độ, ví dụ 22.48, 103.97. Ghi khu vực, không ghi cửa nhà ai; chưa biết thì để trống.")
SPOT = "spot"
SPOTTED = frozenset({Table.OFFENCES, Table.POINTS})  # rows that may have a place on the map
NO_COMMUNE = (("", ""),)


def columns(table: Table, *, communes: Communes) -> tuple[Column, ...]:
    """All columns of a table. ``communes`` are those the reader may choose."""
    where = Column(
        "commune", _("Xã, phường"), Kind.CHOICE, width=160, choices=communes or NO_COMMUNE, required=True, filter=True
    )
    middle = {
        Table.OFFENCES: _offences, Table.POINTS: _points, Table.PLANTS: _plants, Table.WANTED: _wanted,
    }[table]()  # fmt: skip
    place = () if table is Table.WANTED else (_hamlet(),)
    spot = (_spot(),) if table in SPOTTED else ()
    return (middle[0], where, *place, *spot, *middle[1:], _reference())


def shown(table: Table, *, communes: Communes) -> tuple[Column, ...]:
    """The columns of a list: of an offence its persons and what was seized in one cell each."""
    own = columns(table, communes=communes)
    if table is not Table.OFFENCES:
        return tuple(one for one in own if one.name != SPOT)
    kept = {one.name: one for one in own}
    people = Column("people", _("Người"), help=_("Cư trú tại xã, nơi khác, chưa rõ"))
    seized = Column("seized", _("Thu giữ"))
    names = ("occurred_on", "commune", "hamlet", "articles", "kinds")
    return (*(kept[name] for name in names), people, seized, kept["reference"])


def _hamlet() -> Column:
    return Column("hamlet", _("Thôn, tổ"), width=150, longest=LONGEST_HAMLET, help=HAMLET_HELP, filter=True)


def _spot() -> Column:
    return Column(SPOT, _("Vị trí trên bản đồ"), width=170, longest=60, help=SPOT_HELP)


def _reference() -> Column:
    return Column(
        "reference", _("Số hồ sơ, văn bản"), width=150, longest=LONGEST_REFERENCE, help=REFERENCE_HELP, filter=True
    )


def _offences() -> tuple[Column, ...]:
    persons = _("Tính người, không tính vụ. Mỗi người bị bắt giữ là một.")
    return (
        Column("occurred_on", _("Ngày"), Kind.DAY, width=110, required=True, frozen=True),
        Column("nature", _("Tính chất"), Kind.CHOICE, width=150, choices=tuple(Nature.choices), filter=True),
        Column("articles", _("Điều luật"), Kind.CHOICE, width=190, choices=choices("article"), filter=True),
        Column("kinds", _("Tuyến, phương thức"), Kind.CHOICE, width=170, choices=choices("kind"), filter=True),
        Column("agency", _("Lực lượng phát hiện"), Kind.CHOICE, width=140, choices=choices("agency")),
        Column("here", _("Người cư trú tại xã"), Kind.NUMBER, width=110, help=persons),
        Column("elsewhere", _("Người nơi khác"), Kind.NUMBER, width=100, help=persons),
        Column("unknown", _("Chưa rõ nơi cư trú"), Kind.NUMBER, width=110, help=persons),
        Column(
            "substance", _("Chất thu giữ"), width=170, longest=120, help=_("Ví dụ: heroin, methamphetamine, cần sa.")
        ),
        Column("amount", _("Lượng"), Kind.NUMBER, width=100, decimals=4),
        Column("unit", _("Đơn vị tính"), Kind.CHOICE, width=90, choices=tuple(Unit.choices)),
    )


def _points() -> tuple[Column, ...]:
    return (
        Column("suspected_on", _("Ngày nghi vấn"), Kind.DAY, width=120, frozen=True),
        Column("kind", _("Loại điểm"), Kind.CHOICE, width=120, choices=tuple(PointKind.choices), filter=True),
        Column("established_on", _("Ngày có tài liệu xác định"), Kind.DAY, width=130),
        Column("eliminated_on", _("Ngày triệt xóa"), Kind.DAY, width=120),
        Column("disproved_on", _("Ngày xác minh không phải điểm"), Kind.DAY, width=140),
    )


def _plants() -> tuple[Column, ...]:
    return (
        Column("found_on", _("Ngày phát hiện"), Kind.DAY, width=120, required=True, frozen=True),
        Column("plant", _("Loại cây"), Kind.CHOICE, width=190, choices=tuple(Plant.choices), filter=True),
        Column("plants", _("Số cây"), Kind.NUMBER, width=100, help=_("Ghi số cây, hoặc diện tích, hoặc cả hai.")),
        Column("area_m2", _("Diện tích (m²)"), Kind.NUMBER, width=110, decimals=2),
        Column("destroyed_on", _("Ngày triệt phá"), Kind.DAY, width=120),
    )


def _wanted() -> tuple[Column, ...]:
    return (
        Column("from_on", _("Từ ngày"), Kind.DAY, width=120, required=True, frozen=True),
        Column("to_on", _("Đến ngày"), Kind.DAY, width=120, help=_("Ngày cuối cùng; để trống khi còn lẩn trốn.")),
        Column("ended", _("Kết thúc do"), Kind.CHOICE, width=200, choices=tuple(WantedEnd.choices), filter=True),
    )
