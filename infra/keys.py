"""`make keys`: an RSA key pair for an agent that runs elsewhere, as two lines of a `.env` file.

The private half goes to that agent; a deploy puts the public half into the secret `agent-public-key`.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from greenlight.errors import Conflict

from .progress import say, step

PRIVATE, PUBLIC = "AGENT_PRIVATE_KEY", "AGENT_PUBLIC_KEY"


def new_pair() -> dict[str, str]:
    """A fresh 2048-bit pair in PEM, each on one line with `\\n` written out."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    public = key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    return {PRIVATE: _one_line(private), PUBLIC: _one_line(public)}


def _one_line(pem: bytes) -> str:
    return pem.decode().replace("\n", "\\n")


def merged(text: str, pair: Mapping[str, str], *, force: bool = False) -> str:
    """The file's text with the pair in it, every other line as it was. Raises Conflict rather than lose a key."""
    lines = [(line.partition("=")[0].strip(), line) for line in text.splitlines()]
    for name, line in lines:
        if name in pair and line.partition("=")[2].strip(" \"'") and not force:
            raise Conflict(
                f"{name} is set already; --force replaces it, and whoever signs with it is locked out."
            )
    left = [line for name, line in lines if name not in pair]
    return "\n".join([*left, *(f'{name}="{value}"' for name, value in pair.items())]) + "\n"


def write(path: Path, *, force: bool = False) -> None:
    """Only the owner may read what is written; a failure half-way leaves the old file."""
    text = merged(path.read_text() if path.exists() else "", new_pair(), force=force)
    draft = path.with_name(f"{path.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    draft.replace(path)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.keys", description=__doc__)
    parser.add_argument("--file", type=Path, default=Path(".env"))
    parser.add_argument("--force", action="store_true", help="replace keys that are there")
    asked = parser.parse_args(arguments)
    try:
        with step("key pair of an agent elsewhere") as notes:
            write(asked.file, force=asked.force)
            notes.append(str(asked.file))
    except Conflict as refusal:
        say(f"refused: {refusal.detail}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
