"""A deploy uploads by content, goes in order, touches only what changed, and says what failed."""

from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from infra import stack
from infra.build import build
from infra.deploy import Deploy, Deployed, Target
from infra.given import MissingSetting, NotOnAws
from infra.stack import DeployFailed
from tests.infra import samples
from tests.infra.fake_cloud import FakeAccount

SETTINGS = {
    "OIDC_ISSUER": "https://issuer.test", "OPENAI_MODEL": "some-model", "MAIL_FROM": "we@example.com",
    "HTTP_CALL_LOOPBACK": "", "WEB_HOSTING": "off",
}  # fmt: skip


@pytest.fixture
def functions(tmp_path: Path) -> Path:
    return samples.platform(tmp_path)


@pytest.fixture
def target(functions: Path, tmp_path: Path) -> Target:
    build(functions, tmp_path / "build", with_layers=False)
    return Target("test", SETTINGS, {"model": "a key"}, layers="provided", build=tmp_path / "build")


@pytest.fixture
def cloud() -> FakeAccount:
    return FakeAccount()


def _deploy(target: Target, cloud: FakeAccount) -> Deployed:
    return Deploy(target, cloud.account).run()


def test_the_stacks_are_made_in_order_with_the_api_last(target: Target, cloud: FakeAccount) -> None:
    done = _deploy(target, cloud)
    names = [name.removeprefix("greenlight-test-") for _, name in cloud.cloudformation.calls]
    assert names == [
        "code",
        "base",
        "layers",
        "asking",
        "authorizer",
        "live",
        "notes",
        "asking-machine",
        "api",
    ]
    assert set(done.stacks.values()) == {"created"}


def test_the_outputs_of_one_stack_are_the_parameters_of_the_next(target: Target, cloud: FakeAccount) -> None:
    done = _deploy(target, cloud)
    given = {
        p["ParameterKey"]: p["ParameterValue"]
        for p in cloud.cloudformation.stacks["greenlight-test-live"]["Parameters"]
    }
    assert given["RunKeyArn"] == done.outputs["RunKeyArn"] == "RunKeyArn-value"
    assert (given["OpenaiModel"], given["VendorLayerArn"]) == ("some-model", "VendorLayerArn-value")


def test_a_second_deploy_changes_nothing_and_sends_nothing(target: Target, cloud: FakeAccount) -> None:
    _deploy(target, cloud)
    calls, sent = list(cloud.cloudformation.calls), list(cloud.s3.sent)
    assert _deploy(target, cloud).changed == []
    assert (cloud.cloudformation.calls, cloud.s3.sent, cloud.secrets.puts) == (calls, sent, 1)


def test_a_change_of_code_updates_its_own_stack_alone(
    target: Target, cloud: FakeAccount, functions: Path
) -> None:
    _deploy(target, cloud)
    app = functions / "notes" / "app.py"
    app.write_text(app.read_text() + "\nLATER = True\n")
    build(functions, target.build, with_layers=False)
    assert _deploy(target, cloud).changed == ["notes"]


def test_a_change_of_a_setting_updates_who_reads_it_alone(target: Target, cloud: FakeAccount) -> None:
    _deploy(target, cloud)
    other = Target("test", SETTINGS | {"OPENAI_MODEL": "another"}, layers="provided", build=target.build)
    assert _deploy(other, cloud).changed == ["live"]


def test_provided_layers_stay_at_home(target: Target, cloud: FakeAccount) -> None:
    _deploy(target, cloud)
    assert not any(key.startswith(("layers/vendor", "layers/model")) for key in cloud.s3.sent)
    assert any(key.startswith("layers/greenlight") for key in cloud.s3.sent)


def test_the_catalogue_is_there_before_the_stacks_that_read_it(target: Target, cloud: FakeAccount) -> None:
    _deploy(target, cloud)
    assert [key for key in cloud.s3.sent if key.startswith("catalogue/")]


def test_a_secret_goes_to_its_store_and_into_no_parameter(target: Target, cloud: FakeAccount) -> None:
    _deploy(target, cloud)
    assert cloud.secrets.kept == {"greenlight-test/model": "a key"}
    assert "a key" not in str(cloud.cloudformation.stacks)


def test_a_setting_that_nobody_gave_is_named_before_anything_changes(
    target: Target, cloud: FakeAccount
) -> None:
    with pytest.raises(MissingSetting, match="OidcIssuer"):
        _deploy(Target("test", {"OPENAI_MODEL": ""}, build=target.build), cloud)
    assert cloud.cloudformation.calls == []


def test_a_provider_in_the_clear_is_refused_on_aws(target: Target, cloud: FakeAccount) -> None:
    plain = SETTINGS | {"X_BASE_URL": "http://127.0.0.1:8609"}
    with pytest.raises(NotOnAws, match="X_BASE_URL"):
        _deploy(Target("test", plain, layers="provided", build=target.build), cloud)
    assert cloud.cloudformation.calls == []


def test_what_opens_this_machine_is_refused_on_aws_and_taken_elsewhere(
    target: Target, cloud: FakeAccount
) -> None:
    opened = SETTINGS | {"HTTP_CALL_LOOPBACK": "127.0.0.1:8605"}
    with pytest.raises(NotOnAws, match="HTTP_CALL_LOOPBACK"):
        _deploy(Target("test", opened, layers="provided", build=target.build), cloud)
    assert cloud.cloudformation.calls == []
    local = Target("test", opened, {}, "http://127.0.0.1:8601", "provided", target.build)
    assert "asking" in _deploy(local, cloud).changed


def test_a_failed_stack_names_the_resource_and_the_reason_of_this_time(
    target: Target, cloud: FakeAccount
) -> None:
    cloud.cloudformation.failing = {"greenlight-test-notes"}
    with pytest.raises(DeployFailed, match="RoutesRole: CREATE_FAILED: too many") as caught:
        _deploy(target, cloud)
    assert "long ago" not in str(caught.value)


def test_a_stack_that_never_came_up_is_made_anew(target: Target, cloud: FakeAccount) -> None:
    cloud.cloudformation.failing = {"greenlight-test-notes"}
    with pytest.raises(DeployFailed):
        _deploy(target, cloud)
    cloud.cloudformation.failing = set()
    assert _deploy(target, cloud).changed == ["notes", "asking-machine", "api"]
    assert ("DELETE", "greenlight-test-notes") in cloud.cloudformation.calls


def test_a_template_that_differs_in_nothing_that_counts_is_unchanged(
    target: Target, cloud: FakeAccount, functions: Path
) -> None:
    _deploy(target, cloud)
    samples.write(functions.parent, notes={"more.py": '"""More."""\n'})
    build(functions, target.build, with_layers=False)
    cloud.cloudformation.identical = {"greenlight-test-notes"}
    assert _deploy(target, cloud).changed == []


def test_any_other_refusal_of_cloudformation_escapes(
    target: Target, cloud: FakeAccount, functions: Path
) -> None:
    _deploy(target, cloud)
    samples.write(functions.parent, notes={"more.py": '"""More."""\n'})
    build(functions, target.build, with_layers=False)
    cloud.cloudformation.identical = {"greenlight-test-notes"}
    cloud.cloudformation.no_update = "Template format error"
    with pytest.raises(ClientError, match="Template format error"):
        _deploy(target, cloud)


def test_a_large_template_goes_by_its_url(functions: Path, tmp_path: Path, cloud: FakeAccount) -> None:
    more = {f"domain{number}": samples.domain(f"domain{number}") for number in range(20)}
    samples.write(tmp_path, **more)
    build(functions, tmp_path / "build", with_layers=False)
    assert (tmp_path / "build" / "templates" / "api.json").stat().st_size > stack.MAX_BODY
    _deploy(Target("test", SETTINGS, layers="provided", build=tmp_path / "build"), cloud)
    assert [key for key in cloud.s3.sent if key.startswith("templates/")]


def test_a_socket_address_is_one_whatever_the_endpoint(target: Target) -> None:
    assert Deployed(target, {"WsUrl": "http://127.0.0.1:1/x"}, {}).ws_url == "ws://127.0.0.1:1/x"
    assert Deployed(target, {"WsUrl": "wss://a.test/x"}, {}).ws_url == "wss://a.test/x"
