"""Columns recognised, mended, remembered."""

import pytest

from binhyen.operations.cases.reader.content import month_first, profile
from binhyen.operations.cases.reader.headings import labels
from binhyen.operations.cases.reader.mapping import Mapping, fingerprint, recognise
from binhyen.operations.cases.reader.values import Field
from binhyen.operations.cases.values import ListCode

from . import corpus_cells, corpus_encodings, corpus_layout, labelled_headings
from .making import Page, columns, listed, xlsx

_LEAST_BY_HEADINGS = 0.95  # share of labelled headings recognised, without any content to help
_HEADINGS = ["STT", "Họ và tên", "Năm sinh", "Mã số", "Liên lạc"]
_ROWS = [[1, "Lù Văn Sín", 1990, "A-17", "0912345678"], [2, "Lù Thị Mỷ", 1991, "A-18", "0912345679"]]


def _scores() -> list[tuple[str, str, str]]:
    """(heading, field said, field found) of every labelled heading."""
    found = []
    for paths, fields in labelled_headings.tables():
        mapping = recognise(dict(enumerate(paths)), {})
        for each, said in zip(mapping.columns, fields, strict=True):
            found.append((each.heading, said, each.field.value + (f":{each.option}" if each.option else "")))
    return found


def test_headings_are_recognised_without_content() -> None:
    scores = _scores()
    wrong = [each for each in scores if each[1] != each[2]]
    assert len(scores) >= 140
    assert 1 - len(wrong) / len(scores) >= _LEAST_BY_HEADINGS, wrong


def test_no_heading_is_taken_for_something_else_than_it_is() -> None:
    """A column left for the officer costs a click; a wrong one costs a wrong register."""
    mistaken = [each for each in _scores() if each[2] and each[1] != each[2]]
    assert mistaken == []


def test_all_columns_of_the_corpus_are_recognised() -> None:
    cases = (*corpus_layout.CASES, *corpus_cells.CASES, *corpus_encodings.CASES)
    pairs = []
    for case in cases:
        found = columns(listed(case.data, case.file))
        pairs.extend((said, found.get(letter)) for letter, said in case.columns.items())
    assert sum(one == two for one, two in pairs) / len(pairs) >= 0.99


def test_every_guess_has_its_reason() -> None:
    for each in listed(xlsx(Page([_HEADINGS, *_ROWS]))).tables[0].mapping.columns:
        assert each.reason
        assert 0 <= each.confidence <= 1
        assert each.label


def test_content_tells_what_a_strange_heading_does_not() -> None:
    mapping = listed(xlsx(Page([_HEADINGS, *_ROWS]))).tables[0].mapping
    assert mapping.find(Field.PHONE).letter == "E"
    assert "số điện thoại" in mapping.find(Field.PHONE).reason


def test_content_that_contradicts_its_heading_lowers_the_confidence() -> None:
    names = [[number, "010090001234", f"Lù Văn Sín {'a' * number}"] for number in range(1, 9)]
    mapping = listed(xlsx(Page([["STT", "Họ và tên", "Số CCCD"], *names]))).tables[0].mapping
    assert mapping.find(Field.FULL_NAME) is None or mapping.find(Field.FULL_NAME).letter != "B"


def test_unknown_columns_are_kept_with_their_heading() -> None:
    rows = list(listed(xlsx(Page([_HEADINGS, *_ROWS]))).rows())
    assert rows[0].listed.others == (("Mã số", "A-17"),)


def test_a_mended_mapping_is_followed_and_remembered_for_other_files_with_the_same_headings() -> None:
    first = listed(xlsx(Page([_HEADINGS, *_ROWS])))
    mended = first.tables[0].mapping.mended({3: (Field.NOTE, "")}, list=ListCode.L2)
    kept = Mapping.from_json(Mapping((mended,)).to_json())
    shifted = [[None, *row] for row in ([" stt", "HỌ VÀ TÊN", "Năm  sinh", "mã số", "Liên lạc"], *_ROWS)]
    again = listed(xlsx(Page([["Danh sách tháng sau"], *shifted])), mapping=kept)
    assert again.tables[0].mapping.remembered
    assert again.tables[0].mapping.list is ListCode.L2
    assert [(row.listed.note, row.listed.list) for row in again.rows()] == [("A-17", "L2"), ("A-18", "L2")]


def test_a_column_that_is_not_wanted_leaves_no_trace() -> None:
    first = listed(xlsx(Page([_HEADINGS, *_ROWS])))
    mended = first.tables[0].mapping.mended({3: (Field.IGNORED, "")})
    rows = list(listed(xlsx(Page([_HEADINGS, *_ROWS])), mapping=Mapping((mended,))).rows())
    assert rows[0].listed.others == ()
    assert rows[0].raw[3] == "A-17"


def test_remembered_mappings_of_a_unit_grow_and_the_newer_wins() -> None:
    one, two = (listed(xlsx(Page([each, *_ROWS]))).mapping for each in (_HEADINGS, [*_HEADINGS[:4], "Ghi chú"]))
    both = one.merged(two)
    assert len(both.tables) == 2
    newer = Mapping((one.tables[0].mended({3: (Field.NOTE, "")}),))
    assert both.merged(newer).known(one.tables[0].fingerprint) == newer.tables[0]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"tables": [{}]}', '{"tables": [{"fingerprint": 1, "list": "L9", "columns": []}]}', "null"],
)
def test_what_is_no_stored_mapping_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the class is the contract
        Mapping.from_json(text)


def test_the_fingerprint_is_of_the_headings_and_of_nothing_else() -> None:
    base = fingerprint([("STT",), ("Nơi ở", "Thường trú")])
    assert base == fingerprint([("stt ",), ("NƠI Ở", "Thường  trú (*)"[:11])])
    assert base == fingerprint([("STT",), (), ("Nơi ở", "Thường trú")])
    assert base != fingerprint([("Nơi ở", "Thường trú"), ("STT",)])
    assert base != fingerprint([("STT",), ("Thường trú",)])


def test_every_field_has_words_for_the_officer() -> None:
    named = {code for code, _ in labels()}
    assert {each.value for each in Field} <= named


def test_a_column_written_month_first_is_noticed_but_an_unclear_one_is_not() -> None:
    assert month_first(profile(["03/25/1990", "04/13/1991", "05/30/1992", "06/05/1993"])) == "TEXT"
    assert month_first(profile(["03/05/1990", "04/03/1991", "05/10/1992", "06/05/1993"])) == ""
    assert month_first(profile(["25/03/1990", "03/05/1991"])) == ""
