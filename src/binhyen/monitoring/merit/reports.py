"""Proposals as the words of an official document, and laid out as Word: one text for file and numbering book."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from binhyen.monitoring.merit.queries.letters import Told
from binhyen.monitoring.merit.values import RECIPIENTS, Kind, Letter
from binhyen.registers.documents.laying import laid
from binhyen.registers.documents.queries.outgoing import begun
from binhyen.registers.documents.rules import lines
from binhyen.registers.organisations.models import Body

DECIDER = "Chủ tịch Ủy ban nhân dân tỉnh"


def submission(*, kind: str, period: str, told: Sequence[Told], basis: str, issuer: Body) -> Letter:
    """The "tờ trình" about every body proposed for a period: lines, the body's word, what speaks for it."""
    what = "khen thưởng tập thể" if kind == Kind.COMMEND else "xem xét trách nhiệm"
    abstract = f"Đề nghị {what} trong công tác phòng, chống ma túy {period}"
    text = "\n".join(_submission(kind, period, told, basis, issuer))
    return Letter(kind="Tờ trình", abstract=abstract, text=text, addressed=DECIDER, origin=f"Đề nghị {what} {period}")


def _submission(kind: str, period: str, told: Sequence[Told], basis: str, issuer: Body) -> Iterator[str]:
    yield f"Căn cứ {lines.plain(basis)};" if basis else "Căn cứ {văn bản, điều, khoản do tỉnh ghi};"
    what = "đề nghị khen thưởng" if kind == Kind.COMMEND else "đề nghị xem xét trách nhiệm"
    yield lines.plain(
        f"{issuer.name} kính trình Chủ tịch Ủy ban nhân dân tỉnh {what} {len(told)} đơn vị theo kết quả công việc đã "
        f"được xác minh {period}. Việc mới báo xong, chưa xác minh không được tính."
    )
    for one in told:
        yield lines.point(one.body)
        yield from _about(one)
    yield "Kính trình Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định."


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
    yield lines.plain(f"Ý kiến của đơn vị: {one.word or 'không có ý kiến trong hạn'}")


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
