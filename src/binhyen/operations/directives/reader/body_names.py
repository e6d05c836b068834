"""Names of bodies no catalogue knows: a head noun and the capitalised words after it."""

from __future__ import annotations

import re

from .body_areas import AREA, HEAD, PROVINCES
from .verbs import VERB
from .words import fold

# Heads that are taken also in a heading printed in capitals ("TỔ CHỨC", "BAN HÀNH", "PHÒNG NGỪA" are no bodies).
_SHOUTED = re.compile(
    r"(?:sở|chi cục|cục|trung tâm|bệnh viện|công ty|ban quản lý|ban chỉ huy|liên đoàn|ngân hàng|kho bạc|học viện"
    r"|đại học|văn phòng|thanh tra|vnpt|viettel|mobifone|evn)\b"
)
# Small words that may stand inside a name, and lower-case endings of well-known compounds.
_INSIDE = re.compile(
    r"(?:và|các|của|về|với|số|khu vực|vùng|cấp|nhà nước|nhân dân|thị trấn|bảo vệ|giáo dục|điều trị|bệnh tật|thập đỏ"
    r"|dân sự"
    r"|thị trường|thiếu niên|nhi đồng|chữa cháy|cứu nạn|cứu hộ|pháp lý|việc làm|tội phạm|về ma túy|truyền hình"
    r"|phát thanh"
    r"|hành chính công|công lập|sức khỏe|tâm thần|đa khoa|thường xuyên|nghề nghiệp|công nghiệp|chế xuất|khu công nghiệp"
    r"|khu kinh tế|cửa khẩu|cổ phần|quân sự|biên phòng|hình sự|trật tự xã hội|an ninh|phòng, chống|đô thị|nông thôn"
    r"|xã hội"
    r"|ngã ba|hữu nghị|quốc tế|quốc gia|giao thông|chi nhánh|kỹ thuật|số \d+)\b"
)
_WORD = re.compile(r"[\w&./]+(?:-\w+)*")
_STOP = frozenset(
    word
    for words in (
        "và các của về với cho phải có là đã được trong tại theo để từ khi nếu trước sau này đang còn nêu cùng báo gửi",
        "trực mở định hằng hàng không như nhằm do bị trên dưới đến tới qua vào chủ phối",
    )
    for word in words.split(" ")
)
_PROVINCE_ENDS = tuple(fold(name) for name in PROVINCES)
_JOINING = ("và", "các", "của", "về", "với")
_ONE_WORD = ("vnpt", "viettel", "mobifone", "evn")


def grammar_name(text: str, folded: str, position: int) -> int:
    """End of a body's name built by the usual grammar at ``position``; -1 when there is none."""
    head = HEAD.match(folded, position)
    if not head or _shouted(text, folded, position, head.end()):
        return -1
    if head.end() >= len(text):
        return head.end() if text[position].isupper() else -1
    return _Name(text, folded, head.end(), known=head.group() in _ONE_WORD).read()


def _shouted(text: str, folded: str, position: int, end: int) -> bool:
    """Is the head printed in capitals, and one that a heading in capitals may begin with by chance?"""
    return text[position:end].isupper() and end - position > 1 and not _SHOUTED.match(folded, position)


class _Name:
    """Reads on word by word for as long as the words belong to the name."""

    def __init__(self, text: str, folded: str, at: int, *, known: bool) -> None:
        self.text, self.folded = text, folded
        self.at = self.end = at
        self.capitals = int(known)  # capitalised words so far
        self.small = False  # was the last word a small one
        self.code = False  # was it "VIII", "VNPT": nothing small belongs to it

    def read(self) -> int:
        """End of the name, -1 when no capitalised word follows the head."""
        while self._step():
            found = _WORD.match(self.text, self.at)
            if not found or not self._take(found):
                break
        return self.end if self.capitals else -1

    def _step(self) -> bool:
        """Over the space, or the dash inside a name ("Văn hóa - Xã hội"), before the next word."""
        if self.at >= len(self.text):
            return False
        dash = self.text[self.at : self.at + 3] in (" - ", " – ") and self.text[self.at + 3 : self.at + 4].isupper()
        if dash and self.capitals and not fold(self.text[self.at + 3 : self.at + 10]).startswith("cơ quan"):
            self.at += 3
            return True
        if self.text[self.at] == " ":
            self.at += 1
            return True
        return False

    def _take(self, found: re.Match[str]) -> bool:
        token = found.group()
        inside = _INSIDE.match(self.folded, self.at)
        if inside and token[0].isupper() and " " in inside.group():
            self._capital(inside.end(), code=False)
        elif token[0].isupper() or (token[0].isdigit() and self.capitals):
            self._capital(
                found.end(), code=len(token) > 1 and token.isupper(), dots=len(token) - len(token.rstrip("."))
            )
        elif inside and _goes_on(self.text, self.folded, inside.end(), inside.group()):
            self.end = self.end if inside.group() in _JOINING else inside.end()
            self.at, self.small = inside.end(), True
        elif self._may_be_small(token):
            self.small, self.at = True, found.end()
            self.end = found.end() - (len(token) - len(token.rstrip(".")))
        else:
            return False
        return True

    def _capital(self, at: int, *, code: bool, dots: int = 0) -> None:
        self.capitals += 1
        self.small, self.code = False, code
        self.at, self.end = at, at - dots

    def _may_be_small(self, token: str) -> bool:
        """One small word after a capitalised one: the second half of a compound ("Giáo dục")."""
        if not self.capitals or self.small or self.code or fold(token) in _STOP:
            return False
        if self.folded.endswith(_PROVINCE_ENDS, 0, self.end):
            return False
        return not VERB.match(self.folded, self.at) and not AREA.match(self.folded, self.at - 1)


def _goes_on(text: str, folded: str, end: int, inside: str) -> bool:
    """Small words belong to a name when a capital follows, or when they close a well-known compound."""
    rest = text[end : end + 2].strip()[:1]
    if inside == "và" and folded.startswith(" các ", end) and text[end + 5 : end + 6].isupper():
        return True
    if inside in ("và", "các", "của", "về", "với", "khu vực", "cấp", "vùng"):
        return (
            rest.isupper()
            and not (inside == "và" and HEAD.match(folded, end + 1))
            or (inside == "các" and folded.startswith(" khu ", end))
        )
    return True
