"""`make keys`: a pair that the token code accepts, written so that no key is ever lost."""

from pathlib import Path

import pytest
from greenlight import jws, signing
from greenlight.errors import Conflict

from infra import keys


def values(path: Path) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and line[0] != "#")
    return {name: value.strip('"') for name, value in pairs}


def test_what_the_private_half_signs_the_public_half_verifies(tmp_path: Path) -> None:
    assert keys.main(["--file", str(tmp_path / ".env")]) == 0
    found = values(tmp_path / ".env")
    signature = jws.sign_detached(b"said", "k", lambda data: signing.pem_sign(found[keys.PRIVATE], data))
    jws.verify_detached(signature, b"said", signing.public_key(found[keys.PUBLIC]))


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    keys.write(tmp_path / ".env")
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0


def test_the_other_lines_stay_and_empty_ones_are_filled(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('# mine\nOPENAI_API_KEY=abc\nAGENT_PRIVATE_KEY=\nAGENT_PUBLIC_KEY=""\n')
    keys.write(tmp_path / ".env")
    text = (tmp_path / ".env").read_text()
    assert text.startswith("# mine\nOPENAI_API_KEY=abc\n")
    assert text.count("AGENT_PRIVATE_KEY=") == text.count("AGENT_PUBLIC_KEY=") == 1


def test_a_key_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    keys.write(tmp_path / ".env")
    before = (tmp_path / ".env").read_text()
    with pytest.raises(Conflict):
        keys.write(tmp_path / ".env")
    assert keys.main(["--file", str(tmp_path / ".env")]) == 1
    assert (tmp_path / ".env").read_text() == before
    assert keys.main(["--file", str(tmp_path / ".env"), "--force"]) == 0
    assert (tmp_path / ".env").read_text() != before
    assert [path.name for path in tmp_path.iterdir()] == [".env"]
