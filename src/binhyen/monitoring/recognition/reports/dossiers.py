"""The dossier of one commune as a .zip: an index of evidence, the frozen figures, every paper with its hash."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files.models import FileState
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.classification.values import CLASS_LABELS
from binhyen.monitoring.recognition.events import DossierTaken
from binhyen.monitoring.recognition.queries.files import Opened
from binhyen.monitoring.recognition.values import STEP_LABELS, StepKind

from .documents import self_report

_HEAD = ("TT", "Loại", "Tên", "Số, ký hiệu", "Ngày", "Tệp", "SHA-256")


@transaction.atomic
def dossier(*, opened: Opened, by: User, at: datetime) -> bytes:
    """Every paper of the file, its report and its figures; that it was taken is a fact. What is missing is named.

    ``opened`` has a file. The .zip holds no name of a person of the programme.
    """
    if opened.file is None:
        raise ValueError("no file")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        rows = list(_papers(bundle, opened, by, at))
        report = self_report(opened, on=timezone.localdate(at))
        bundle.writestr("01-bao-cao-tu-danh-gia.docx", report)
        rows.insert(
            0, ("Hệ thống lập", "Báo cáo tự đánh giá (mẫu in)", "", "", "01-bao-cao-tu-danh-gia.docx", _hash(report))
        )
        figures = _figures(opened).encode("utf-8-sig")
        bundle.writestr("02-so-lieu.csv", figures)
        rows.insert(
            1, ("Hệ thống lập", "Số liệu từng tiêu chí lúc tự đánh giá", "", "", "02-so-lieu.csv", _hash(figures))
        )
        bundle.writestr("00-muc-luc.csv", _index(opened, rows).encode("utf-8-sig"))
    taken(opened=opened, by=by, at=at)
    return stream.getvalue()


def taken(*, opened: Opened, by: User, at: datetime) -> None:
    """State that the whole file was handed out. ``opened`` has a file."""
    if opened.file is None:
        raise ValueError("no file")
    stated = DossierTaken(
        subject_id=str(opened.file.pk), area=opened.place.code, area_code=opened.place.code, period=opened.period.year
    )
    record(stated, by=by, at=at)


def _papers(bundle: zipfile.ZipFile, opened: Opened, by: User, at: datetime) -> Iterator[tuple[str, ...]]:
    number = 2
    for rule, held in opened.papers:
        if not held:
            yield ("THIẾU" if rule.required else "Không có", rule.label, "", "", "", "")
        for paper in held:
            number += 1
            document, name, digest = paper.document, "", ""
            if document.file is not None and document.file.state == FileState.CLEAN:
                suffix = document.file.name.rpartition(".")[2].lower()[:5]
                name = f"{number:02}-{search_key(rule.label).replace(' ', '-')[:50]}.{suffix}"
                with files.hand_out(file=document.file, by=by, at=at) as content:
                    bundle.writestr(name, content.read())
                digest = document.file.sha256
            day = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else ""
            yield ("Có", rule.label, document.printed, day, name, digest)


def _index(opened: Opened, rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([f"Hồ sơ xét công nhận {opened.place.name} ({opened.place.code}), kỳ {opened.period.year}"])
    writer.writerow([f"Bước hiện nay: {opened.stage_label}"])
    writer.writerow(_HEAD)
    writer.writerows((n, *row) for n, row in enumerate(rows, 1))
    writer.writerow([])
    writer.writerow(("Quá trình", "Ngày", "Ghi lúc", "Ý kiến"))
    for step in opened.steps:
        label = STEP_LABELS[StepKind(step.kind)]
        writer.writerow((label, f"{step.on:%d/%m/%Y}", step.recorded_at.isoformat(), _plain(step.note)))
    return text.getvalue()


def _figures(opened: Opened) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("Tiêu chí", "Căn cứ", "Số liệu", "Mẫu số", "Kết quả"))
    if opened.assessed is None:
        writer.writerow(("Xã chưa tự đánh giá", "", "", "", ""))
        return text.getvalue()
    data = opened.assessed.data
    for one in data["free"]:
        writer.writerow((one["label"], one["article"], one["count"], "", "đạt" if one["met"] else "chưa đạt"))
    for one in data["criteria"]:
        for measure in one["measures"]:
            writer.writerow((measure["label"], one["article"], measure["numerator"], measure["denominator"] or "", ""))
    writer.writerow(("Loại", "", "", "", CLASS_LABELS[data["key"]]))
    writer.writerow(("Tính với những gì đã biết đến", "", data["known_at"], "", ""))
    return text.getvalue()


def _plain(text: str) -> str:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
