"""Uploads beyond the limit are stopped while they come in: nothing of them reaches the disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LIMIT_BYTES = 200 * 1024 * 1024  # the largest scanned plan seen is some 60 MB
DRAIN_BYTES = 4 * LIMIT_BYTES  # a browser that is not listened to shows no page; beyond this it is cut off
DATA_BESIDE_BYTES = 1024 * 1024  # fields and boundaries that come with the file


class LimitedUpload(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS. Marks the request with ``upload_too_large`` and takes no further file."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0
        self.announced = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int | None, boundary: Any, encoding: str | None = None
    ) -> None:
        self.announced = content_length or 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if max(self.received, self.announced - DATA_BESIDE_BYTES) > LIMIT_BYTES:
            if self.request is not None:
                self.request.upload_too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=self.announced > DRAIN_BYTES)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
