"""`make deploy`: the limits are read, the plan is shown, and nothing happens without a yes."""

import io
from pathlib import Path

import pytest

from infra import settings
from infra.release import release
from tests.infra import samples
from tests.infra.fake_cloud import FakeAccount

ENV = """# a comment
OIDC_AUDIENCE=an-audience
OPENAI_MODEL="some-model"
OPENAI_API_KEY=sk-secret
MAIL_FROM=we@example.com
WEB_HOSTING=off
AGENT_PUBLIC_KEY="-----BEGIN-----\\nabc\\n-----END-----"
"""


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    for name in ("AWS_ENDPOINT_URL", "OIDC_ISSUER", "OPENAI_MODEL", "OPENAI_API_KEY", "AGENT_PUBLIC_KEY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text(ENV)
    functions = samples.platform(tmp_path)
    return [
        "--stage", "test", "--functions", str(functions), "--out", str(tmp_path / "build"),
        "--env", str(tmp_path / ".env"), "--no-layers",
    ]  # fmt: skip


def _answer(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def test_without_a_yes_nothing_changes(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud = FakeAccount()
    _answer("no", monkeypatch)
    assert release(arguments, lambda _: cloud.account) == 2
    assert cloud.cloudformation.calls == []
    printed = capsys.readouterr().out
    assert "create     base" in printed
    assert "9 DynamoDB::Table" in printed


def test_the_stages_name_is_the_yes(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = FakeAccount()
    _answer("test", monkeypatch)
    assert release(arguments, lambda _: cloud.account) == 0
    assert cloud.secrets.kept["greenlight-test/model"] == '{"api_key": "sk-secret"}'


def test_the_limits_of_the_account_are_read_and_a_small_one_is_warned_of(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert release([*arguments, "--yes"], lambda _: FakeAccount().account) == 0
    printed = capsys.readouterr().out
    assert "10 concurrent executions  WARNING" in printed
    assert "10 roles free" in printed
    assert "not enough" in printed
    assert "200 a day  WARNING: sandbox" in printed


def test_the_plan_of_a_second_deploy_tells_what_is_added(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud = FakeAccount()
    release([*arguments, "--yes"], lambda _: cloud.account)
    more = (
        samples.domain("notes")["app.py"]
        + '\n\n@app.route("/api/v1/notes/more")\ndef more():\n    return {}\n'
    )
    samples.write(tmp_path, notes={"app.py": more}, papers=samples.domain("papers"))
    capsys.readouterr()
    release([*arguments, "--yes"], lambda _: cloud.account)
    printed = capsys.readouterr().out
    assert "as it is   base" in printed
    assert "create     papers" in printed
    assert "update     notes                ~ 3 Lambda::Function" in printed
    assert "update     api                  + " in printed


@pytest.mark.parametrize("stage", ["x", "Prod", "a-b", "averylongstage"])
def test_a_stage_has_a_plain_short_name(stage: str, arguments: list[str]) -> None:
    assert release(["--stage", stage, *arguments[2:]], lambda _: FakeAccount().account) == 1


def test_what_the_build_refuses_is_said_and_nothing_is_deployed(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud = FakeAccount()
    samples.write(tmp_path, notes={"domain.py": samples.domain("other")["domain.py"]})
    assert release([*arguments, "--yes"], lambda _: cloud.account) == 1
    assert "notes/domain.py:" in capsys.readouterr().out
    assert cloud.cloudformation.calls == []


def test_a_failed_deploy_says_what_failed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    cloud = FakeAccount()
    cloud.cloudformation.failing = {"greenlight-test-notes"}
    assert release([*arguments, "--yes"], lambda _: cloud.account) == 1
    assert "RoutesRole: CREATE_FAILED" in capsys.readouterr().out


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(ENV)
    found = settings.read(tmp_path / ".env", {"OPENAI_MODEL": "another", "OIDC_AUDIENCE": ""})
    assert (found["OPENAI_MODEL"], found["OIDC_AUDIENCE"]) == ("another", "an-audience")
    assert found["OIDC_ISSUER"] == "https://accounts.google.com"


def test_a_pem_may_stand_on_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(ENV)
    secrets = settings.secrets(settings.read(tmp_path / ".env", {}))
    assert secrets["agent-public-key"] == "-----BEGIN-----\nabc\n-----END-----"


def test_a_missing_file_is_only_the_defaults(tmp_path: Path) -> None:
    assert settings.secrets(settings.read(tmp_path / "none", {})) == {}
