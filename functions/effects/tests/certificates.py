"""A certificate authority of our own and a TLS server on loopback that keeps what it was sent, and for whom."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.standins.receiver import read_request

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Secure:
    """`got` are requests as they came out of the tunnel; `asked_for` the names that clients wanted to speak to."""

    port: int
    authority: Path
    got: list[bytes] = field(default_factory=list)
    asked_for: list[str | None] = field(default_factory=list)


@contextmanager
def secure_server(folder: Path, name: str) -> Iterator[Secure]:
    """Its certificate is good for `name`, for whoever trusts `authority`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "greenlight test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem, private = folder / "authority.pem", folder / "key.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ))  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    with socket.create_server(("127.0.0.1", 0)) as server:
        secure = Secure(server.getsockname()[1], pem)
        context.sni_callback = lambda _line, wanted, _context: secure.asked_for.append(wanted)
        thread = threading.Thread(target=_serve, args=(server, context, secure), daemon=True)
        thread.start()
        yield secure
        thread.join(10)


def _serve(server: socket.socket, context: ssl.SSLContext, secure: Secure) -> None:
    """One client."""
    line, _ = server.accept()
    with line, suppress(OSError), context.wrap_socket(line, server_side=True) as tunnel:
        if request := read_request(tunnel):
            secure.got.append(request)
            tunnel.sendall(ANSWER)
