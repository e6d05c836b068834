"""The end: its sign, recipients, the signature block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from binhyen.kit.official_signing import titles

from .head import sized, styled, where
from .looks import Line, Looks
from .places import Places
from .values import Finding, Weight

_RANKS = re.compile(r"(?:tá|úy|tướng)\s", re.IGNORECASE)  # of the forces: these are printed
_END = "./."


def check_closing(looks: Looks, places: Places) -> Iterator[Finding]:
    if places.personal:
        return
    yield from _recipients(places)
    yield from _signature(places)
    if places.body and not places.body[-1].text.endswith(_END):
        yield Finding(
            "end", where("Cuối nội dung", places.body[-1]), f"kết thúc “{places.body[-1].text[-8:]}”",
            "kết thúc bằng ./.", "Thêm ./. sau chữ cuối cùng của nội dung.", weight=Weight.LOOK,
        )  # fmt: skip


def _recipients(places: Places) -> Iterator[Finding]:
    head, lines = places.recipients, places.recipient_lines
    if head is None:
        yield Finding(
            "recipients", "Cuối văn bản", "không thấy “Nơi nhận:”", "Nơi nhận: và danh sách nơi nhận",
            "Thêm Nơi nhận ở góc trái dưới.", weight=Weight.LOOK,
        )  # fmt: skip
        return
    yield from sized(head, "recipients", "head_size", "Nơi nhận")
    yield from styled(head, "Nơi nhận", bold=True, italic=True, code="recipients")
    if not head.text.endswith(":"):
        yield Finding("recipients-colon", where("Nơi nhận", head), head.text, "Nơi nhận:", "Thêm dấu hai chấm.")
    for line in lines:
        yield from sized(line, "recipients", "list_size", "Danh sách nơi nhận")
        last = line is lines[-1]
        if not line.text.endswith("." if last else ";"):
            wanted = "dòng cuối kết thúc bằng dấu chấm" if last else "mỗi dòng kết thúc bằng dấu ;"
            mend = "Sửa dấu cuối dòng."
            yield Finding("recipients-end", where("Danh sách nơi nhận", line), f"“{line.text[-1]}”", wanted, mend)
    if lines and not lines[-1].text.lstrip("-–+• ").startswith("Lưu"):
        yield Finding(
            "recipients-kept", where("Danh sách nơi nhận", lines[-1]), lines[-1].text, "- Lưu: VT, đơn vị soạn thảo.",
            "Thêm dòng cuối “Lưu: VT”.",
        )  # fmt: skip


def _signature(places: Places) -> Iterator[Finding]:
    if not places.block:
        yield Finding(
            "signature", "Cuối văn bản", "không thấy khối chữ ký cạnh Nơi nhận", "quyền hạn, chức vụ, họ tên người ký",
            "Đặt khối chữ ký ở cột phải, cùng bảng với Nơi nhận.", weight=Weight.LOOK,
        )  # fmt: skip
        return
    for line in places.block:
        yield from sized(line, "signature", "size", "Khối chữ ký")
        if not line.italic:  # "(Ký, ghi rõ họ tên)"
            yield from styled(line, "Khối chữ ký", bold=True, italic=False, code="signature")
    posts = [line for line in places.block if line.text.upper() == line.text]
    yield from _forms(posts)
    names = [line for line in places.block if line.text.upper() != line.text and not line.italic]
    for line in names:
        if _titled().match(line.text) and not _RANKS.search(line.text):
            yield Finding(
                "signature-title", where("Họ tên người ký", line), line.text, "không ghi học hàm, học vị",
                "Bỏ học hàm, học vị trước họ tên.",
            )  # fmt: skip


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(re.escape(one) for one in titles())})[.\s]", re.IGNORECASE)


def _forms(posts: list[Line]) -> Iterator[Finding]:
    for at, line in enumerate(posts):
        following = posts[at + 1].text if at + 1 < len(posts) else ""
        if re.match(r"^(?:TM|KT|TL|TUQ)\s", line.text):
            mend = "Thêm dấu chấm sau chữ viết tắt: TM. KT. TL. TUQ."
            yield Finding("signature-dot", where("Khối chữ ký", line), line.text, f"{line.text.split()[0]}. …", mend)
        if line.text.startswith("KT.") and not following.startswith(("PHÓ", "CẤP PHÓ")):
            yield Finding(
                "signature-deputy", where("Khối chữ ký", line), f"sau “{line.text}” là “{following or 'không có gì'}”",
                "chức vụ cấp phó của người ký thay", "Ghi chức vụ người ký dưới dòng KT., như PHÓ CHỦ TỊCH.",
            )  # fmt: skip
        if line.text.startswith(("TL.", "TUQ.")) and not following:
            yield Finding(
                "signature-post", where("Khối chữ ký", line), f"sau “{line.text}” không có chức vụ người ký",
                "chức vụ của người ký", "Ghi chức vụ người ký dưới dòng TL. hoặc TUQ.",
            )  # fmt: skip
