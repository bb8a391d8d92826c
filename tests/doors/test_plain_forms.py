"""A form read in one go holds exactly what Django would read, or is left to Django."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http.multipartparser import MultiPartParser
from django.test import RequestFactory
from django.test.client import encode_multipart
from hypothesis import example, given
from hypothesis import strategies as st

from pimpasa.doors.plainforms import MOST_BYTES, fields_of

BOUNDARY = "----Batas"
NO_FILE = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="berkas"; filename=""\r\n'
    f"Content-Type: application/octet-stream\r\n\r\n\r\n--{BOUNDARY}--\r\n"
)
CLOSE = f"--{BOUNDARY}--\r\n"
names = st.text("abc_", min_size=1, max_size=5)
values = st.text(max_size=60) | st.sampled_from(
    ("\r\n", "--", f"\r\n--{BOUNDARY}", f"--{BOUNDARY}--\r\n", "\r\n\r\n", 'name="x"', " a ")
)


def as_sent(fields):
    """What a browser sends, with an empty field for files at the end."""
    plain = {k: v.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for k, v in fields}
    return (encode_multipart(BOUNDARY, plain).decode().removesuffix(CLOSE) + NO_FILE).encode()


def as_django_reads(body):
    meta = {
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(len(body)),
    }
    request = RequestFactory().get("/")
    return MultiPartParser(meta, BytesIO(body), [MemoryFileUploadHandler(request)]).parse()


@given(st.lists(st.tuples(names, values), max_size=8))
@example([("cerita", "Tolong.\r\n\r\nAdik saya."), ("desa", "")])
def test_what_is_read_is_what_django_reads(fields):
    body = as_sent(fields)
    read = fields_of(body, BOUNDARY.encode())
    if read is not None:
        post, files = as_django_reads(body)
        assert (read, len(files)) == (post, 0)
    if not any(BOUNDARY in value for _, value in fields):
        assert read is not None
        assert dict(read.items()) == dict(as_django_reads(body)[0].items())


@given(st.data())
def test_a_body_that_was_broken_on_the_way_is_read_as_django_reads_it(data):
    body = bytearray(as_sent([("cerita", "Halo, kantor."), ("desa", "3212")]))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    read = fields_of(bytes(body), BOUNDARY.encode())
    if read is not None:
        post, files = as_django_reads(bytes(body))
        assert (read, len(files)) == (post, 0)


def ask(body, *, boundary=BOUNDARY):
    kind = f"multipart/form-data; boundary={boundary}"
    return RequestFactory().generic("POST", "/lapor/", body, content_type=kind)


def test_a_request_brings_its_fields_and_its_files():
    plain = ask(as_sent([("cerita", "Halo."), ("cerita", "Halo lagi.")]))
    with_file = RequestFactory().post(
        "/lapor/", {"cerita": "Lihat foto.", "berkas": SimpleUploadedFile("a.jpg", b"\xff\xd8")}
    )
    large = RequestFactory().post("/lapor/", {"cerita": "x" * (MOST_BYTES + 1)})

    assert plain.POST["cerita"] == "Halo lagi."
    assert not plain.FILES
    assert with_file.POST["cerita"] == "Lihat foto."
    assert with_file.FILES["berkas"].read() == b"\xff\xd8"
    assert len(large.POST["cerita"]) == MOST_BYTES + 1


def test_what_was_read_cannot_be_changed():
    post = ask(as_sent([("cerita", "Halo.")])).POST
    with pytest.raises(AttributeError, match="immutable"):
        post["cerita"] = "Lain."
