"""Proposals as the words of an official document, and laid out as Word: one text for file and numbering book."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from binhyen.monitoring.merit.queries.letters import Told
from binhyen.monitoring.merit.values import RECIPIENTS, Kind, Letter
from binhyen.registers.documents.laying import laid
from binhyen.registers.documents.queries.outgoing import begun
from binhyen.registers.documents.rules import lines
from binhyen.registers.organisations.models import Body

WHAT: dict[str, str] = {Kind.COMMEND: "khen thưởng", Kind.ACCOUNT: "xem xét trách nhiệm"}


def submission(*, kind: str, period: str, told: Sequence[Told], basis: str, decider: str, issuer: Body) -> Letter:
    """The "tờ trình" about every body proposed for a period: lines, the body's word, what speaks for it.

    ``decider``: whom it is put to, as the province says.
    """
    to = lines.plain(decider)
    what = f"{WHAT[kind]} tập thể" if kind == Kind.COMMEND else WHAT[kind]
    abstract = f"Đề nghị {what} trong công tác phòng, chống ma túy {period}"
    asks = f"{issuer.name} kính trình {to} đề nghị {WHAT[kind]} {len(told)} đơn vị"
    end = f"Kính trình {to} xem xét, quyết định."
    text = "\n".join([*_opening(asks, period, basis), *_each(told), end])
    return Letter(kind="Tờ trình", abstract=abstract, text=text, addressed=to, origin=f"Đề nghị {what} {period}")


def _opening(asks: str, period: str, basis: str) -> Iterator[str]:
    yield f"Căn cứ {lines.plain(basis)};" if basis else "Căn cứ {văn bản, điều, khoản do tỉnh ghi};"
    yield lines.plain(
        f"{asks} theo kết quả công việc đã được xác minh {period}. Việc mới báo xong, chưa xác minh không được tính."
    )


def _each(told: Sequence[Told]) -> Iterator[str]:
    for one in told:
        yield lines.point(one.body)
        yield from _about(one)


def _about(one: Told) -> Iterator[str]:
    if one.answerable:
        yield lines.plain(f"Người đứng đầu chịu trách nhiệm: {one.answerable}.")
    for line in one.lines:
        yield lines.dash(line.sentence)
        if line.excuses:
            yield lines.plain(f"Có lợi cho đơn vị: {' '.join(line.excuses)}")
        if line.objection:
            yield lines.plain(f"Đơn vị không thống nhất: {line.objection}")
    if one.not_counted:
        yield lines.plain(f"{'; '.join(one.not_counted)}.")
    yield lines.plain(f"Ý kiến của đơn vị: {one.word}")


def notice(*, told: Told, period: str, basis: str) -> Letter:
    """The letter to a body that accountability was accepted of: what, on which facts, how to appeal."""
    abstract = f"Kiểm điểm, làm rõ trách nhiệm trong công tác phòng, chống ma túy {period}"
    return Letter(
        kind="Công văn", abstract=abstract, text="\n".join(_notice(told, basis)), addressed=told.body,
        origin=f"Đề nghị xem xét trách nhiệm {period}",
    )  # fmt: skip


def _notice(told: Told, basis: str) -> Iterator[str]:
    yield f"Căn cứ {lines.plain(basis)};" if basis else "Căn cứ {văn bản, điều, khoản do tỉnh ghi};"
    if told.number:
        yield lines.plain(f"Thực hiện {told.number};")
    yield lines.plain(
        f"Đề nghị {told.body} tổ chức kiểm điểm, làm rõ trách nhiệm của {told.answerable} về những việc sau đây:"
    )
    for line in told.lines:
        yield lines.dash(line.sentence)
        if line.excuses:
            yield lines.plain(f"Đã xét: {' '.join(line.excuses)}")
    yield "Kết quả kiểm điểm báo cáo về {nơi nhận báo cáo} trước ngày {hạn báo cáo}."
    if told.appeal:
        yield lines.plain(told.appeal)


def word_file(*, letter: Letter, issuer: Body) -> bytes:
    """The .docx of a letter of ``issuer``, marked as a draft. Raises WordsRefused."""
    words = replace(
        begun(issuer=issuer), kind=letter.kind, abstract=letter.abstract, text=letter.text, addressed=letter.addressed,
        recipients="\n".join(RECIPIENTS),
    )  # fmt: skip
    return laid(words)
