"""A call goes to the open internet or nowhere: no house, no cloud, no redirect followed."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pimpasa.exchange import rules, sending
from pimpasa.exchange.rules import Target, next_try, target_of

INSIDE = """
127.0.0.1 127.9.9.9 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
0.0.0.0 255.255.255.255 224.0.0.1 240.0.0.1 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0
fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001:0:1::1
2001:db8::1 localhost 0177.0.0.1
""".split()
OUTSIDE = "8.8.8.8 103.10.66.1 2606:4700:4700::1111 ::ffff:8.8.8.8".split()


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_of_a_house_is_none_of_ours(address):
    assert not rules.is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_internet_may_be_called(address):
    assert rules.is_public(address)


def names(monkeypatch, *addresses):
    """Let every name lead to these addresses; returns the connections that were tried."""
    tried = []

    def connect(address, timeout):
        tried.append(address)
        raise OSError

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(sending.socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(sending.socket, "create_connection", connect)
    return tried


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], []])
def test_a_name_that_leads_inside_is_not_connected_to(monkeypatch, addresses):
    tried = names(monkeypatch, *addresses)

    assert sending.post(Target("a.example", 443, "/"), b"{}", {}).status == 0
    assert tried == []


def test_what_was_looked_at_is_what_is_connected_to(monkeypatch):
    tried = names(monkeypatch, "8.8.8.8")

    sending.post(Target("a.example", 443, "/"), b"{}", {})
    assert tried == [("8.8.8.8", 443)]


def certificate(path):
    """Write a key and a certificate for a.example that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a.example")])
    day = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(day - timedelta(1)).not_valid_after(day + timedelta(1))
    alternative = x509.SubjectAlternativeName([x509.DNSName("a.example")])
    cert = made.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, form, plain)
    path.write_bytes(pem + cert.public_bytes(serialization.Encoding.PEM))


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A real TLS server on loopback, under the name a.example; says what it is told to."""
    certificate(pem := tmp_path / "server.pem")
    listener = socket.create_server(("127.0.0.1", 0))
    port, got = listener.getsockname()[1], []

    def serve(reply):
        thread = threading.Thread(target=answer_once, args=(listener, pem, got, reply), daemon=True)
        thread.start()
        return thread

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(sending.socket, "getaddrinfo", lambda *_, **__: found)
    serve.port, serve.got = port, got
    serve.trust = ssl.create_default_context(cadata=pem.read_text())
    yield serve
    listener.close()


def answer_once(listener, pem, got, reply):
    """Read one request to the end of its body, and reply."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    plain, read = listener.accept()[0], b""
    try:
        with tls.wrap_socket(plain, server_side=True) as line:
            while b"}" not in read:
                if not (more := line.recv(10_000)):
                    break
                read += more
            line.sendall(reply)
    except OSError:
        plain.close()
    got.append(read)


@pytest.fixture
def loopback_is_outside(monkeypatch):
    monkeypatch.setattr(rules, "is_public", lambda address: address == "127.0.0.1")


def test_it_arrives_over_tls_and_a_redirect_is_not_followed(server, loopback_is_outside):
    thread = server(
        b"HTTP/1.1 302 Found\r\nLocation: https://a.example/x\r\nRetry-After: 7\r\n\r\n"
    )

    reply = sending.post(
        Target("a.example", server.port, "/p"),
        b'{"a":1}',
        {"webhook-id": "1"},
        context=server.trust,
    )
    thread.join(5)

    assert reply == sending.Reply(302, "7")
    assert server.got[0].startswith(b"POST /p HTTP/1.1\r\nHost: a.example")
    assert len(server.got) == 1


def test_who_cannot_prove_its_name_is_not_spoken_to(server, loopback_is_outside):
    thread = server(b"HTTP/1.1 200 OK\r\n\r\n")

    reply = sending.post(Target("b.example", server.port, "/"), b"{}", {}, context=server.trust)
    thread.join(5)

    assert reply.status == 0
    assert server.got == [b""]


def test_the_address_is_looked_at_again_once_connected(server, monkeypatch):
    answers = iter([True, False])
    monkeypatch.setattr(rules, "is_public", lambda _: next(answers))
    thread = server(b"HTTP/1.1 200 OK\r\n\r\n")

    reply = sending.post(Target("a.example", server.port, "/"), b"{}", {}, context=server.trust)
    thread.join(5)

    assert reply.status == 0
    assert server.got == [b""]


def test_an_address_is_taken_apart():
    assert target_of("https://a.example:8443/x?y=1") == Target("a.example", 8443, "/x?y=1")
    assert target_of("https://a.example") == Target("a.example", 443, "/")


def test_pauses_grow_with_a_little_chance_and_end():
    now = datetime(2026, 3, 2, tzinfo=UTC)

    def pause(tries, after="", chance=0.0):
        return next_try(tries, retry_after=after, chance=chance, now=now) - now

    assert pause(1) == timedelta(seconds=5)
    assert pause(2, chance=0.5) == timedelta(seconds=315)
    assert pause(1, "60") == pause(1, "Mon, 02 Mar 2026 00:01:00 GMT") == timedelta(seconds=60)
    assert pause(1, "9" * 30) == timedelta(days=1)
    assert pause(1, "soon") == pause(1, "-5") == timedelta(seconds=5)
    assert next_try(10, retry_after="", chance=0, now=now) is None
