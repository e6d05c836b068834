"""Many reports as one: totals that never count what is missing, sentences that all come from somewhere."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction as F

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.kit import spreadsheets
from binhyen.kit.spreadsheets import Header
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.monitoring.reporting.reports.consolidated import Printed, total_texts, word
from binhyen.monitoring.reporting.reports.handing import text_of
from binhyen.monitoring.reporting.reports.parts import Head
from binhyen.monitoring.reporting.reports.sheets import amount, excel
from binhyen.monitoring.reporting.rules.forms import parsed, shipped
from binhyen.monitoring.reporting.rules.sentences import of_lateness, of_numbers, of_words, sentences
from binhyen.monitoring.reporting.rules.totals import partly, totals
from binhyen.monitoring.reporting.values.consolidated import Consolidated, From, Handed, Missing, Origin, Sentence
from binhyen.monitoring.reporting.values.forms import Filled, Gather
from binhyen.registers.documents.rules.lines import plain, rows_in

MONTH = shipped()["lc_month/1"]
FORM = parsed(
    {
        "code": "thu", "version": 1, "title": "Thử", "short": "Thử", "who": "ANY", "valid_from": "2026-01-01",
        "section": [
            {
                "code": "t", "kind": "TABLE", "title": "Bảng",
                "columns": [
                    {"code": "dat", "title": "Đạt"}, {"code": "tren", "title": "Trên"},
                    {"code": "ty_le", "title": "Tỷ lệ", "formula": "[.dat] / [.tren]", "kind": "PER_CENT"},
                ],
                "rows": [{"code": "a", "title": "A", "entered": "WHOLE"},
                         {"code": "b", "title": "B", "entered": "WHOLE"},
                         {"code": "tong", "title": "Tổng", "formula": "[a.] + [b.]"}],
            }
        ],
    }
)  # fmt: skip
number = st.none() | st.integers(0, 50).map(F)
report = st.fixed_dictionaries({ref: number for ref in ("a.dat", "a.tren", "b.dat", "b.tren")})


def handed(n: int, numbers: dict[str, F | None], *, area: str = "", **words: str) -> Handed:
    return Handed(
        report=n, version=n, unit=f"u{n}", name=f"Xã {n}", area=area or f"{n:05}",
        filled=Filled(numbers=numbers, words=words),
    )  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(report, max_size=6), st.randoms())
def test_totals_are_sums_of_what_is_known_and_a_share_speaks_of_the_same_units(
    held: list[dict[str, F | None]], order: object
) -> None:
    units = [handed(n, one) for n, one in enumerate(held, 1)]
    found = totals(FORM, units)
    for ref in ("a.dat", "b.tren"):
        known = [one[ref] for one in held if one[ref] is not None]
        assert found[ref].known == len(known)
        assert found[ref].value == (sum(known) if known else None), "nothing known is not zero"
    both = [(one["a.dat"], one["a.tren"]) for one in held if one["a.dat"] is not None and one["a.tren"] is not None]
    above, below = sum((a for a, _ in both), F(0)), sum((b for _, b in both), F(0))
    assert found["a.ty_le"].value == (above / below if below else None)
    whole = [one for one in held if all(one[ref] is not None for ref in ("a.dat", "b.dat"))]
    assert found["tong.dat"].value == (sum(one["a.dat"] + one["b.dat"] for one in whole) if whole else None)  # type: ignore[operator]
    order.shuffle(units)  # type: ignore[attr-defined]
    assert totals(FORM, units) == found


def test_a_figure_of_a_commune_is_counted_once_and_the_provinces_own_only_where_no_commune_reports() -> None:
    ref, written = "vu.nay", "tuyen_truyen.nay"
    police, committee = (
        handed(1, {ref: F(3), written: F(2)}, area="02788"),
        handed(2, {ref: F(3), written: F(1)}, area="02788"),
    )
    other = handed(3, {ref: F(4), written: F(1)}, area="02683")
    health = handed(4, {ref: F(90), written: F(5)}, area="15")
    found = totals(MONTH, [police, committee, other, health])
    assert (found[ref].value, found[ref].known) == (7, 2)
    assert found[written].value == 9, "what people wrote is each unit's own"
    assert totals(MONTH, [health, replace(health, report=5, unit="u5")])[ref].value == 90
    units = [police, committee, other, health]
    said = next(one.text for one in of_numbers(MONTH, units, found) if one.text.startswith("Vụ phạm tội"))
    assert "Xã 4" not in said, "the province's own number is no unit's"
    assert ref not in partly(MONTH, units, found)
    assert ref in partly(MONTH, [*units, handed(5, {}, area="02701")], found)


def test_sentences_are_those_written_and_nothing_is_no_sentence() -> None:
    text = "- Đã triệt xóa 1 điểm. Khởi tố 2 vụ;\n2. Không có\n"
    text += "Trạm y tế thiếu que thử; đề nghị cấp thêm. Đã báo TP. Lào Cai."
    assert list(sentences(text)) == [
        "Đã triệt xóa 1 điểm.", "Khởi tố 2 vụ", "Trạm y tế thiếu que thử; đề nghị cấp thêm.", "Đã báo TP. Lào Cai.",
    ]  # fmt: skip
    assert not list(sentences("Không có."))


def test_every_sentence_of_the_whole_says_where_it_comes_from() -> None:
    units = [
        handed(1, {"vu.nay": F(2), "vu.truoc": F(1), "bat.nay": F(0)}, vuong_mac="Thiếu que thử.", noi_bat="Xong."),
        handed(2, {"vu.nay": F(5), "vu.truoc": F(7), "bat.nay": F(1)}, vuong_mac="Thiếu que thử."),
        replace(handed(3, {}), minutes_late=5),
    ]
    missing = [Missing(report=9, unit="u9", name="Xã 9", state="Chưa mở")]
    found = [*of_words(MONTH, units), *of_numbers(MONTH, units, totals(MONTH, units)), *of_lateness(units, missing)]
    assert all(one.origins for one in found)
    hindered = [one for one in found if one.gather is Gather.DIFFICULTY]
    assert [[origin.number for origin in one.origins] for one in hindered] == [[1, 2]]
    counted = next(one for one in found if one.text.startswith("Vụ phạm tội"))
    assert counted.text == (
        "Vụ phạm tội về ma túy phát hiện: 7 vụ, giảm 1 so với kỳ so sánh; nhiều nhất: Xã 2 (5), Xã 1 (2)."
    )
    assert [(one.kind, one.number, one.place) for one in counted.origins] == [
        (From.CELL, 2, "vu.nay"), (From.CELL, 1, "vu.nay"),
    ]  # fmt: skip
    assert {one.text for one in found if one.gather is Gather.SLOW} == {
        "1 đơn vị gửi báo cáo muộn: Xã 3.", "1 đơn vị chưa gửi báo cáo, nên không có trong số liệu: Xã 9.",
    }  # fmt: skip
    frozen = Consolidated(
        form=MONTH.key, handed=tuple(replace(one, filled=Filled()) for one in units), missing=tuple(missing),
        totals=totals(MONTH, units), sentences=tuple(found),
    )  # fmt: skip
    assert Consolidated.of(frozen.data()) == frozen


@settings(max_examples=12, deadline=None)
@given(st.lists(report, min_size=1, max_size=4), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_the_page_word_excel_and_the_document_to_be_signed_say_the_same(
    held: list[dict[str, F | None]], said: str
) -> None:
    """One set of totals and sentences for all four, whatever the units say."""
    units = [handed(n, one) for n, one in enumerate(held, 1)]
    found = totals(FORM, units)
    sentence = Sentence(Gather.HIGHLIGHT, clean(f"Xã 1: {said}.").strip(), (Origin(From.BLOCK, 1, "", "Xã 1"),))
    whole = Consolidated(form=FORM.key, handed=tuple(units), totals=found, sentences=(sentence,))
    printed = Printed(
        form=FORM, whole=whole, handed=units, head=Head(issuer="Công an tỉnh"), period="tháng 11", due="20/11/2026",
        taken="10:05 ngày 20/11/2026", code="TH-2222-2222",
    )  # fmt: skip
    texts = total_texts(FORM, found)
    paper = docx.Document(io.BytesIO(word(printed)))
    in_word = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    lines = " ".join(paragraph.text for paragraph in paper.paragraphs)
    header = Header(title="T", who="Người thử", at=datetime(2026, 11, 20, 3, tzinfo=UTC), why="thử")
    in_excel = {value for row in spreadsheets.read(data=excel(printed, header)) for value in row}
    drafted = text_of(printed)
    in_draft = {cell for row in rows_in(drafted) for cell in row}
    for cell in FORM.cells():
        assert texts[cell.ref] in in_word
        assert plain(texts[cell.ref]) in in_draft
        assert (amount(cell, found[cell.ref].value) if found[cell.ref].value is not None else "") in in_excel
    assert collapse(sentence.text) in collapse(lines)
    assert plain(sentence.text) in drafted
    assert sentence.text in {value for row in spreadsheets.read(data=excel(printed, header), sheet=2) for value in row}
