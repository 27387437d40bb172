"""Profiles, settings and the guard that keeps everything local on this machine."""

import json
from pathlib import Path

import pytest

from localstack.stack import fingerprint, settings
from localstack.stack.clients import NotLocal, client, must_be_local
from localstack.stack.profile import profile

LOCAL, TEST = profile("local", {}), profile("test", {})


def test_the_two_profiles_share_no_port_no_stage_and_no_file() -> None:
    assert not set(LOCAL.ports.values()) & set(TEST.ports.values())
    assert LOCAL.prefix != TEST.prefix
    assert LOCAL.stack_file != TEST.stack_file


def test_a_port_may_be_chosen() -> None:
    moved = profile("local", {"GREENLIGHT_PORT": "9100"})
    assert moved.ports == {"engine": 9101, "model": 9102, "sign-in": 9103, "edge": 9100}
    assert moved.issuer == "http://127.0.0.1:9100/local"


def test_without_a_key_the_stand_in_is_the_model() -> None:
    model = settings.model(LOCAL, {})
    assert model.is_stand_in
    assert model.base_url == "http://127.0.0.1:8602/v1"


def test_a_key_without_a_models_name_is_incomplete() -> None:
    with pytest.raises(settings.Incomplete, match="OPENAI_MODEL"):
        settings.model(LOCAL, {"OPENAI_API_KEY": "sk"})


def test_a_real_model_is_taken_as_it_is_named() -> None:
    values = settings.chosen(
        LOCAL, {"OPENAI_API_KEY": "sk", "OPENAI_MODEL": "m", "OPENAI_BASE_URL": "http://x/v1"}
    )
    model = settings.model(LOCAL, values)
    assert (model.base_url, model.name, model.is_stand_in) == ("http://x/v1", "m", False)
    assert json.loads(settings.secrets(model, values)["model"]) == {"api_key": "sk"}
    assert settings.parameters(LOCAL, model)["OPENAI_MODEL"] == "m"


def test_a_call_may_go_to_one_address_of_this_machine_and_mail_has_a_sender() -> None:
    given = settings.parameters(TEST, settings.model(TEST, {}))
    assert given["HTTP_CALL_LOOPBACK"] == "127.0.0.1:8705"
    assert int(given["HTTP_CALL_LOOPBACK"].rpartition(":")[2]) not in TEST.ports.values()


def test_the_providers_of_a_local_stack_are_stand_ins_of_this_machine() -> None:
    given = settings.parameters(TEST, settings.model(TEST, {}))
    places = [given[name] for name in ("GRAPH_BASE_URL", "LINKEDIN_BASE_URL", "X_BASE_URL", "DELTA_BASE_URL")]
    assert places == [
        "http://127.0.0.1:8707/v23.0", "http://127.0.0.1:8708", "http://127.0.0.1:8709", "http://127.0.0.1:8710",
    ]  # fmt: skip
    assert given["MASTODON_LOOPBACK"] == "127.0.0.1:8706"
    ports = {int(place.split(":")[2].partition("/")[0]) for place in (*places, "http://127.0.0.1:8706")}
    assert not ports & ({*TEST.ports.values(), *LOCAL.ports.values()})
    assert given["MAIL_FROM"] == settings.MAIL_FROM


def test_the_test_stack_hears_no_settings_of_the_shell() -> None:
    assert settings.chosen(TEST, {"OPENAI_API_KEY": "sk", "AWS_ENDPOINT_URL": "https://example.com"}) == {}


@pytest.mark.parametrize(
    "url", ["https://dynamodb.eu-central-1.amazonaws.com", "http://10.0.0.5:4566", "", "x"]
)
def test_nothing_local_talks_to_another_machine(url: str) -> None:
    with pytest.raises(NotLocal):
        client("dynamodb", url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8601", "http://localhost:4566", "http://[::1]:1"])
def test_this_machine_is_local(url: str) -> None:
    assert must_be_local(url) == url


def test_a_fingerprint_changes_with_a_source_and_not_with_a_test_or_bytecode(tmp_path: Path) -> None:
    functions = tmp_path / "functions"
    (functions / "sleep" / "tests").mkdir(parents=True)
    source = functions / "sleep" / "app.py"
    source.write_text("1")
    before = fingerprint.of(tmp_path, functions)
    (functions / "sleep" / "tests" / "test_app.py").write_text("2")
    (functions / "sleep" / "app.pyc").write_text("3")
    assert fingerprint.of(tmp_path, functions) == before
    source.write_text("22")
    assert fingerprint.of(tmp_path, functions) != before
    assert fingerprint.of(tmp_path, functions, "a setting") != fingerprint.of(tmp_path, functions)
