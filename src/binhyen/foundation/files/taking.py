"""Papers and photos handed in to show something: one way in for every subject.

A picture is kept without what the camera wrote into it (where it was taken, by which telephone), and what it looks
like is kept beside it, so that the same photo handed in twice is found (``queries.seen_before``).
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.pictures import Photo, UnreadablePhoto, read_photo

from . import kinds
from .actions import MEGABYTE, FileRefused, know_picture, store
from .models import StoredFile

PAPERS = frozenset({kinds.PDF, kinds.DOCX, kinds.XLSX, kinds.ODT, kinds.ODS, *kinds.PICTURES})
LARGEST = 20 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Taken:
    """``photo`` is None where the file is a paper of another sort."""

    file: StoredFile
    photo: Photo | None


@transaction.atomic
def take(*, content: BinaryIO, name: str, by: AbstractBaseUser | None, at: datetime, searched: bool = True) -> Taken:
    """Keep a paper or a photo of PAPERS up to LARGEST. Raises FileRefused with a sentence for people.

    ``searched``: whether a photo is looked for among others; sheets of text look alike, so scans are not.
    """
    photo = _photo(content, name)
    if photo:
        content, name = BytesIO(photo.content), f"{name.rsplit('.', 1)[0]}.jpg"
    file = store(content=content, name=name, by=by, at=at, allowed=PAPERS, limit=LARGEST)
    if photo and searched and photo.fingerprint is not None:
        know_picture(file=file, fingerprint=photo.fingerprint)
    return Taken(file, photo)


def _photo(content: BinaryIO, name: str) -> Photo | None:
    """The picture in the file. One that cannot be opened is refused: what the camera wrote would stay in it."""
    start = content.tell()
    head = content.read(kinds.HEAD_BYTES)
    content.seek(start)
    if kinds.of_head(head) not in {*kinds.PICTURES, kinds.TIFF}:
        return None
    try:
        return read_photo(content)
    except UnreadablePhoto as fault:
        raise FileRefused(f"“{name}”: {fault}") from None


def taken_in(request: ReaderRequest, form: forms.Form) -> StoredFile | None:
    """The file of a form; None where there is none or it was refused (the form then says why)."""
    given = form.cleaned_data.get("file")
    if not given:
        return None
    try:
        return take(content=given.file, name=given.name, by=request.user, at=request.at).file
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return None
