"""Zip packages: is it safe to unpack, and XML parts read piece by piece with entities off."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from lxml import etree

from binhyen.operations.cases.reader.limits import (
    MAX_PART_BYTES,
    MAX_UNZIPPED_BYTES,
    MAX_ZIP_MEMBERS,
    MAX_ZIP_RATIO,
    RATIO_COUNTS_FROM_BYTES,
)
from binhyen.operations.cases.reader.values import Unreadable

CORRUPT = Unreadable(
    "CORRUPT",
    "Tệp bị hỏng hoặc bị cắt cụt, không mở được. Hãy mở bằng Excel, lưu lại thành tệp .xlsx mới rồi thả lại, "
    "hoặc xin lại tệp gốc nơi gửi.",
)
ENCRYPTED = Unreadable(
    "ENCRYPTED", "Tệp có đặt mật khẩu nên không đọc được. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi thả lại."
)
_BOMB = Unreadable(
    "ZIP_BOMB",
    "Tệp nén bất thường: bung ra lớn hơn nhiều lần so với một danh sách thật, có thể là tệp phá hoại. "
    "Đã dừng, không bung. Hãy xin lại tệp gốc nơi gửi.",
)
_BLOCK = 1 << 18


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever a torn or forged file makes an unpacker or a parser say becomes one sentence."""
    try:
        yield
    except Unreadable:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.LxmlError,
        SyntaxError,  # lxml's XMLSyntaxError is one, whatever it is made of
        EOFError,
        LookupError,
        NotImplementedError,  # a packing method we do not have
        RuntimeError,  # an encrypted member
        OSError,
        ArithmeticError,  # a number too large for a day
        ValueError,
        TypeError,
    ) as error:
        raise CORRUPT from error


def opened(data: bytes) -> zipfile.ZipFile:
    """The package, after a look at what it claims to unpack to."""
    package = zipfile.ZipFile(io.BytesIO(data))
    infos = package.infolist()
    if len(infos) > MAX_ZIP_MEMBERS or sum(each.file_size for each in infos) > MAX_UNZIPPED_BYTES:
        raise _BOMB
    for each in infos:
        swollen = each.file_size > MAX_ZIP_RATIO * max(1, each.compress_size)
        if each.file_size > MAX_PART_BYTES or (swollen and each.file_size > RATIO_COUNTS_FROM_BYTES):
            raise _BOMB
        if each.flag_bits & 1:
            raise ENCRYPTED
    return package


def elements(part: IO[bytes], *tags: str) -> Iterator[Any]:
    """The ends of elements with these local names, each freed after use: memory stays flat."""
    for _, element in etree.iterparse(
        part,
        events=("end",),
        tag=tuple("{*}" + tag for tag in tags),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
    ):
        yield element
        element.clear(keep_tail=False)
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def tree(package: zipfile.ZipFile, name: str) -> Any | None:
    """A small part whole; None when the package has none."""
    if name not in package.NameToInfo:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(package.read(name), parser)


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def tail_after(part: IO[bytes], mark: re.Pattern[bytes], *, at_most: int) -> bytes:
    """What follows the first match of ``mark`` (at most 64 bytes long) in a part, read block by block."""
    kept, found = b"", False
    while block := part.read(_BLOCK):
        if found:
            kept += block
        else:
            kept = kept[-64:] + block
            if hit := mark.search(kept):
                kept, found = kept[hit.end() :], True
        if found and len(kept) > at_most:
            raise _BOMB
    return kept if found else b""
