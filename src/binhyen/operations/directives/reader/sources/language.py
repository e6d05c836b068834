"""The last look at what was read: is there text, and is it Vietnamese?"""

from __future__ import annotations

from itertools import islice

from binhyen.kit.vietnamese.legacy import toneless_share, vietnamese_share
from binhyen.operations.directives.reader.values import RawLine, Refused

from .limits import MIN_LETTERS

_VIETNAMESE = 0.12  # share of words only Vietnamese writes; plans have 0.7-0.9, poor OCR 0.3, other languages < 0.05
_TONELESS = 0.75  # share of words that could be Vietnamese typed without marks; English has below 0.5
_SAMPLE_LINES = 400


def checked(lines: list[RawLine], notes: list[str]) -> tuple[list[RawLine], list[str]]:
    """The same lines and remarks; Refused where there is no text or it is in another language."""
    letters = 0
    for line in lines:
        letters += sum(map(str.isalpha, line.text))
        if letters >= MIN_LETTERS:
            break
    if letters == 0:
        raise Refused("EMPTY", "Không có chữ nào trong tệp. Hãy kiểm tra lại có chọn đúng văn bản không.")
    sample = _sample(lines)
    if vietnamese_share(sample) >= _VIETNAMESE or letters < MIN_LETTERS:
        return lines, notes
    if toneless_share(sample) >= _TONELESS:
        return lines, [*notes, "Văn bản gõ không dấu: tên cơ quan và thời hạn có thể đọc sót, cần rà soát kỹ."]
    raise Refused(
        "NOT_VIETNAMESE",
        "Văn bản không phải tiếng Việt (hoặc phông chữ lạ làm chữ hiện sai). Hãy nộp bản tiếng Việt; "
        "nếu mở bằng Word vẫn thấy tiếng Việt, hãy chuyển phông sang Times New Roman (Unicode) rồi lưu lại.",
    )


def _sample(lines: list[RawLine]) -> str:
    """Lines from the whole document, so that a foreign cover page does not decide."""
    step = max(1, len(lines) // _SAMPLE_LINES)
    return "\n".join(line.text for line in islice(lines, 0, None, step))
