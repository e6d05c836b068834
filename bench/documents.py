"""Bench group "documents": one official document of six pages as Word, as PDF, and looked at by the check of layout.

In this process, warm, the middle of twenty runs; nothing of the database. Limit: one .docx ≤ 200 ms warm. The peer
turns the same file into PDF on the same machine, where it is installed: LibreOffice, its first run not counted.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import django

from bench.row import Row
from binhyen.kit.official_lint import lint
from binhyen.kit.official_pdf import pages_in, pdf_of
from binhyen.registers.documents.values import Words

TIMES, PEER_TIMES = 20, 3
MOST_S = 0.2
_POINT = "{n}. Công an xã chủ trì, phối hợp với các cơ quan, đơn vị rà soát, lập danh sách, báo cáo trước ngày 20."
_ROW = "{n} | Rà soát người sử dụng trái phép chất ma túy trên địa bàn | Công an xã | Các thôn | 30/11/2026"


def rows() -> Iterator[Row]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
    django.setup()  # laying out knows the tables, though nothing here asks them
    laid = import_module("binhyen.registers.documents.laying").laid
    words = _words()
    docx = laid(words)
    size = f"{pages_in(docx)} pages"
    for name, act, limit in (
        ("one .docx, warm", lambda: laid(words), MOST_S),
        ("its PDF/A, warm", lambda: pdf_of(docx), MOST_S),
        ("its check of layout, warm", lambda: lint(docx), MOST_S),
    ):
        value = _middle(act, TIMES)
        peer = _peer(docx) if name.startswith("its PDF") else None
        yield Row(
            group="documents", name=name, size=size, value=round(value, 3), unit="s", target=f"<= {limit}",
            holds=value <= limit, peer="LibreOffice headless" if peer else "", peer_value=peer,
        )  # fmt: skip


def _words() -> Words:
    table = "\n".join(["TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn", *(_ROW.format(n=n) for n in range(1, 61))])
    points = "\n".join(_POINT.format(n=n) for n in range(1, 31))
    return Words(
        kind="Kế hoạch", issuer_name="Ủy ban nhân dân\nxã Ví Dụ", sign="UBND", place="Ví Dụ", signer="Nguyễn Văn A",
        head_post="Chủ tịch", collective="Ủy ban nhân dân", abstract="Phòng, chống ma túy năm 2026",
        text=f"Căn cứ Luật A.\nI. Nhiệm vụ\n{points}\nII. Phân công\n{table}\nIII. Tổ chức\nThực hiện.",
        recipients="UBND tỉnh\nLưu: VT",
    )  # fmt: skip


def _middle(act: Callable[[], object], times: int) -> float:
    act()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _peer(docx: bytes) -> float | None:
    """Seconds LibreOffice takes for the same file, with a profile of its own that goes afterwards."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.docx"
        file.write_bytes(docx)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        command += ["--outdir", folder, str(file)]
        return round(
            _middle(lambda: subprocess.run(command, capture_output=True, timeout=120, check=True), PEER_TIMES), 3
        )
