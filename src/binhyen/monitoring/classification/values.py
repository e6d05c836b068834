"""The words of classification, and the values that pass between its rooms. Plain Python."""

from enum import StrEnum


class AreaKind(StrEnum):
    """What is recognised. Communes and provinces by Decision 28/2025; smaller units by criteria of the province."""

    COMMUNE = "COMMUNE"
    PROVINCE = "PROVINCE"


class Scheme(StrEnum):
    """Under which rules an area was recognised. Values of different schemes are never one series."""

    DEC28 = "DEC28"  # Decision 28/2025/QĐ-TTg
    CLEAN = "CLEAN"  # "sạch về ma túy" of the provinces, to 2025
    DEC3122 = "DEC3122"  # Decision 3122/QĐ-BCA of 2010: absolute counts


class RecognisedAs(StrEnum):
    """What a decision says the area is."""

    DRUG_FREE = "DRUG_FREE"
    TYPE_I = "TYPE_I"
    TYPE_II = "TYPE_II"
    TYPE_III = "TYPE_III"
    KEY_PROVINCE = "KEY_PROVINCE"  # a key-complex province has no grades


class Act(StrEnum):
    PUT_ON = "PUT_ON"  # đưa vào danh sách
    TAKEN_OFF = "TAKEN_OFF"  # đưa ra khỏi danh sách


SCHEME_LABELS = {
    Scheme.DEC28: "Quyết định 28/2025/QĐ-TTg",
    Scheme.CLEAN: "Địa bàn sạch về ma túy (quy định cũ của tỉnh)",
    Scheme.DEC3122: "Quyết định 3122/QĐ-BCA năm 2010 (cũ)",
}
RECOGNISED_LABELS = {
    RecognisedAs.DRUG_FREE: "Địa bàn không ma túy",
    RecognisedAs.TYPE_I: "Trọng điểm phức tạp loại I",
    RecognisedAs.TYPE_II: "Trọng điểm phức tạp loại II",
    RecognisedAs.TYPE_III: "Trọng điểm phức tạp loại III",
    RecognisedAs.KEY_PROVINCE: "Tỉnh trọng điểm phức tạp",
}
ACT_LABELS = {Act.PUT_ON: "Đưa vào danh sách", Act.TAKEN_OFF: "Đưa ra khỏi danh sách"}
