"""Forms as browsers send them, read in one go; all that looks otherwise is left to Django.

Django reads forms with files piece by piece, since files may be large: half of what it costs to
take in a report. Most bring an empty field for files along and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Protocol

from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

MOST_BYTES = 200_000  # ten thousand letters of four bytes, with room
MOST_FIELDS = 50
_FIELD = re.compile(
    rb'Content-Disposition: form-data; name="([a-z_]+)"'
    rb'(?:; filename=""\r\nContent-Type: application/octet-stream)?'
)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class PlainForms(FileUploadHandler):
    """Stands before the handlers of files, and reads what brings none."""

    def handle_raw_input(
        self,
        input_data: _Readable,
        META: Mapping[str, Any],  # noqa: N803  Django's name
        content_length: int,
        boundary: Any,  # bytes, whatever the stubs say
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        """The fields; None for what is too large to be read at once."""
        if content_length > MOST_BYTES or (encoding or "utf-8").lower() != "utf-8":
            return None
        body = input_data.read(content_length)
        post = fields_of(body, boundary)
        if post is not None:
            return post, MultiValueDict()
        files = MemoryFileUploadHandler(self.request)
        return MultiPartParser(META, BytesIO(body), [files], encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave files to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """No file is ever kept here."""


def fields_of(body: bytes, boundary: bytes) -> QueryDict | None:
    """The fields of a form without files, or None when it is not exactly as browsers send it."""
    mark = b"--" + boundary
    first, *parts, last = (b"\r\n" + body).split(b"\r\n" + mark)
    if first or last != b"--\r\n" or len(parts) > MOST_FIELDS:
        return None
    if body.count(mark) != len(parts) + 1:
        return None
    found: dict[str, list[str]] = {}
    for part in parts:
        head, blank, value = part.partition(b"\r\n\r\n")
        if not blank or not head.startswith(b"\r\n"):
            return None
        field = _FIELD.fullmatch(head, 2)
        if field is None:
            return None
        found.setdefault(field[1].decode(), []).append(value.decode("utf-8", "replace"))
    post = QueryDict()
    for name, values in found.items():
        MultiValueDict.setlist(post, name, values)  # of itself it can no longer be changed
    return post
