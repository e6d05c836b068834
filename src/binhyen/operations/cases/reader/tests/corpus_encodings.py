"""Lists in the encodings, separators and formats units send."""

from __future__ import annotations

import codecs
from unicodedata import normalize

from .making import Case, Page, text_table, xlsx

_ROWS = [
    ["STT", "Họ và tên", "Năm sinh", "Dân tộc", "Địa chỉ"],
    ["1", "Nguyễn Văn Thưởng", "1985", "Kinh", "Thôn Đầu Nhuần, xã Phú Nhuận"],
    ["2", "Lương Thị Quỳnh", "1990", "Tày", "Thôn Khe Bá, xã Phú Nhuận"],
    ["3", "Đặng Văn Hưởng", "1979", "Dao", "Thôn Phìn Hồ, xã Tả Phời"],
]
_COLUMNS = {"A": "ORDINAL", "B": "FULL_NAME", "C": "BIRTH", "D": "ETHNICITY", "E": "ADDRESS"}
_PEOPLE = [
    {"row": 2, "name": "Nguyễn Văn Thưởng", "ethnicity": "Kinh", "at": "Thôn Đầu Nhuần | Phú Nhuận"},
    {"row": 3, "name": "Lương Thị Quỳnh", "ethnicity": "Tày", "at": "Thôn Khe Bá | Phú Nhuận"},
    {"row": 4, "name": "Đặng Văn Hưởng", "ethnicity": "Dao", "at": "Thôn Phìn Hồ | Tả Phời"},
]
# The same list as the fonts .VnTime and VNI-Times store it, one byte for a letter or a sign.
_TCVN3 = [
    ["STT", "Hä vµ tªn", "N¨m sinh", "D©n téc", "§Þa chØ"],
    ["1", "NguyÔn V¨n Th\u00adëng", "1985", "Kinh", "Th«n §Çu NhuÇn, x· Phó NhuËn"],
    ["2", "L\u00ad¬ng ThÞ Quúnh", "1990", "Tµy", "Th«n Khe B¸, x· Phó NhuËn"],
    ["3", "§Æng V¨n H\u00adëng", "1979", "Dao", "Th«n Ph×n Hå, x· T¶ Phêi"],
]
_VNI = [
    ["STT", "Hoï vaø teân", "Naêm sinh", "Daân toäc", "Ñòa chæ"],
    ["1", "Nguyeãn Vaên Thöôûng", "1985", "Kinh", "Thoân Ñaàu Nhuaàn, xaõ Phuù Nhuaän"],
    ["2", "Löông Thò Quyønh", "1990", "Taøy", "Thoân Khe Baù, xaõ Phuù Nhuaän"],
    ["3", "Ñaëng Vaên Höôûng", "1979", "Dao", "Thoân Phìn Hoà, xaõ Taû Phôøi"],
]


def _cp1258(text: str) -> bytes:
    """Windows-1258 has few composed letters; the tones are letters of their own."""
    out = bytearray()
    for each in text:
        try:
            out += each.encode("cp1258")
        except UnicodeEncodeError:
            out += _apart(each).encode("cp1258")
    return bytes(out)


def _twice(text: str) -> str:
    """UTF-8 read as Windows-1252, its five holes filled from Latin-1 as programs do."""
    return "".join(
        bytes([each]).decode("latin-1" if each in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")
        for each in text.encode()
    )


def _apart(letter: str) -> str:
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    whole = normalize("NFD", letter)
    tone = "".join(each for each in whole if each in tones)
    return normalize("NFC", "".join(each for each in whole if each not in tones)) + tone


def _lines(rows: list[list[str]], separator: str = ",") -> str:
    return text_table(rows, separator=separator).decode()


_HTML = (
    "<html><head><meta charset='utf-8'></head><body><table><tr><th colspan=5>Danh sách người nghiện</th></tr>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _ROWS)
    + "</table></body></html>"
)

CASES = [
    Case("utf-8 with its mark", codecs.BOM_UTF8 + text_table(_ROWS), _COLUMNS, _PEOPLE, file="a.csv"),
    Case(
        "utf-16 with its mark, tabs",
        text_table(_ROWS, separator="\t", encoding="utf-16"),
        _COLUMNS,
        _PEOPLE,
        file="a.csv",
    ),
    Case("utf-16 without a mark", text_table(_ROWS, encoding="utf-16-le"), _COLUMNS, _PEOPLE, file="a.csv"),
    Case("semicolons, as a Vietnamese Excel writes", text_table(_ROWS, separator=";"), _COLUMNS, _PEOPLE, file="a.csv"),
    Case("bars", text_table(_ROWS, separator="|"), _COLUMNS, _PEOPLE, file="a.txt"),
    Case("Windows-1258", _cp1258(_lines(_ROWS)), _COLUMNS, _PEOPLE, file="a.csv"),
    Case("TCVN3 bytes", _lines(_TCVN3).encode("latin-1"), _COLUMNS, _PEOPLE, file="a.csv"),
    Case("VNI bytes", _lines(_VNI).encode("cp1252"), _COLUMNS, _PEOPLE, file="a.csv"),
    Case("TCVN3 letters saved as utf-8", text_table(_TCVN3), _COLUMNS, _PEOPLE, file="a.csv"),
    Case("VNI letters in a workbook whose fonts do not tell", xlsx(Page(_VNI)), _COLUMNS, _PEOPLE),
    Case("utf-8 read twice", _twice(_lines(_ROWS)).encode(), _COLUMNS, _PEOPLE, file="a.csv"),
    Case(
        "a web page under the name .xls",
        _HTML.encode(),
        _COLUMNS,
        [{**each, "row": each["row"] + 1} for each in _PEOPLE],
        file="a.xls",
    ),
    Case(
        "an extra line that names the separator",
        b"sep=;\r\n" + text_table(_ROWS, separator=";"),
        _COLUMNS,
        [{**each, "row": each["row"] + 1} for each in _PEOPLE],
        file="a.csv",
    ),  # fmt: skip
    Case(
        "NUL bytes between the letters of a few cells",
        text_table(_ROWS).replace(b"Kinh", b"Ki\0nh"),
        _COLUMNS,
        _PEOPLE,
        file="a.csv",
    ),
]
