"""Why two records may be one person, in the words an officer reads beside the pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

WORDS: dict[str, dict[str, str]] = {
    "name": {
        "same": "tên giống hệt",
        "same_without_tones": "tên giống hệt khi bỏ dấu",
        "other_tones": "tên cùng chữ nhưng khác dấu",
        "other_spelling": "tên đọc giống nhau, viết khác",
        "other_order": "tên cùng các chữ, khác thứ tự",
        "initials": "tên viết tắt khớp",
        "middle_left_out": "cùng họ và tên, một bên không có chữ đệm",
        "slip_before_given": "tên lệch một chữ cái ở họ hoặc chữ đệm",
        "slip_in_given": "tên lệch một chữ cái",
        "slips_before_given": "tên lệch hai chữ cái ở họ hoặc chữ đệm",
        "slips_in_given": "tên lệch hai chữ cái",
        "three_slips": "tên lệch ba chữ cái",
        "slips_other_order": "tên gần giống khi đổi thứ tự các chữ",
        "other_middle": "cùng họ và tên, khác chữ đệm",
        "other_given": "cùng họ và chữ đệm, khác tên",
        "only_given": "chỉ giống tên gọi, khác họ",
        "only_family": "chỉ giống họ, khác tên",
        "other": "tên khác",
    },
    "birth": {
        "new_year": "cùng ghi sinh ngày 01/01 của một năm",
        "same": "cùng ngày sinh",
        "crossed": "ngày và tháng sinh đổi chỗ",
        "same_month": "cùng tháng và năm sinh",
        "same_year": "cùng năm sinh",
        "slip_in_day": "cùng năm sinh, lệch ngày hoặc tháng",
        "slip_in_year": "cùng ngày và tháng sinh, năm lệch một",
        "same_year_new_year": "cùng năm sinh, một bên ghi 01/01",
        "slip_in_year_and_day": "năm sinh lệch một, lệch ngày hoặc tháng",
        "about": "năm sinh lệch một",
        "other_day": "cùng năm sinh, khác ngày và tháng",
        "other": "khác ngày sinh",
    },
    "id12": {
        "same": "cùng số định danh 12 số",
        "slip": "số định danh 12 số lệch một chữ số",
        "slips": "số định danh 12 số lệch hai chữ số",
        "other": "khác số định danh 12 số",
    },
    "id9": {
        "same": "cùng số chứng minh nhân dân 9 số",
        "slip": "số chứng minh nhân dân 9 số lệch một chữ số",
        "other": "khác số chứng minh nhân dân 9 số",
    },
    "sex": {"same": "cùng giới tính", "other": "khác giới tính"},
    "place": {
        "same_hamlet": "cùng thôn",
        "same_commune": "cùng xã",
        "other_hamlet": "cùng xã, khác thôn",
        "other_address": "xã ở một địa chỉ khác trùng nhau",
        "far_same_name": "khác xã",
        "other": "khác xã",
    },
    "phone": {
        "same": "cùng số điện thoại",
        "slip": "số điện thoại lệch một chữ số",
        "other": "khác số điện thoại",
    },
    "kin": {
        "twins_next_number": "có thể là anh, chị, em sinh đôi: cùng họ, khác tên, số định danh liền nhau",
        "twins": "có thể là anh, chị, em sinh đôi: cùng họ và ngày sinh, khác tên",
    },
}
_SPEAK_AGAINST = {
    "name": {"other_given", "only_given", "only_family", "other", "other_tones", "other_middle"},
    "birth": {"about", "other_day", "other"},
    "place": {"far_same_name", "other"},
    "kin": {"twins_next_number", "twins"},
}
_OTHER = {"other"}


class Reasons(NamedTuple):
    alike: tuple[str, ...]  # what speaks for one person
    unlike: tuple[str, ...]  # what speaks against


def reasons(degrees: Mapping[str, str]) -> Reasons:
    """Words for the degrees of a score or a pair; what could not be compared is not mentioned."""
    alike: list[str] = []
    unlike: list[str] = []
    for comparison, degree in degrees.items():
        words = WORDS.get(comparison, {}).get(degree)
        if words:
            against = degree in _SPEAK_AGAINST.get(comparison, _OTHER)
            (unlike if against else alike).append(words)
    return Reasons(tuple(alike), tuple(unlike))


def sentence(degrees: Mapping[str, str]) -> str:
    """One line: "tên giống hệt khi bỏ dấu, cùng năm sinh, cùng thôn; nhưng khác số điện thoại"."""
    alike, unlike = reasons(degrees)
    return "; nhưng ".join(part for part in (", ".join(alike), ", ".join(unlike)) if part)
