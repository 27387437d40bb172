"""Turning the fixed address on and off: who is changed by it, and what customers are told."""

from pathlib import Path

import pytest

from infra import plan
from infra.build import build
from infra.deploy import Deploy, Deployed, Target
from infra.given import WrongSetting
from tests.infra import samples, sending
from tests.infra.fake_cloud import FakeAccount

SETTINGS = {
    "OIDC_ISSUER": "https://issuer.test",
    "FIXED_EGRESS": "off",
    "FIXED_EGRESS_ADDRESSES": "198.51.100.7",
    "WEB_HOSTING": "off",
}
ON = SETTINGS | {"FIXED_EGRESS": "on"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    functions = samples.write(tmp_path, authorizer=samples.AUTHORIZER, sending=sending.FOLDER)
    build(functions, tmp_path / "build", with_layers=False)
    return tmp_path / "build"


@pytest.fixture
def cloud() -> FakeAccount:
    return FakeAccount()


def _target(out: Path, settings: dict[str, str], endpoint: str = "") -> Target:
    return Target("test", settings, {}, endpoint, "provided", out)


def _deploy(cloud: FakeAccount, out: Path, settings: dict[str, str], endpoint: str = "") -> Deployed:
    return Deploy(_target(out, settings, endpoint), cloud.account).run()


def _given(cloud: FakeAccount) -> dict[str, str]:
    """The parameters that the senders' stack has now."""
    stack = cloud.cloudformation.stacks["greenlight-test-sending"]
    return {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}


def test_off_there_is_no_network_and_customers_are_told_what_was_set(cloud: FakeAccount, out: Path) -> None:
    assert "egress" not in _deploy(cloud, out, SETTINGS).stacks
    given = _given(cloud)
    assert (given["FixedEgressSubnets"], given["FixedEgressGroup"]) == ("", "")
    assert given["FixedEgressAddresses"] == "198.51.100.7"


def test_on_the_network_is_there_before_its_lambdas_and_its_address_is_told(
    cloud: FakeAccount, out: Path
) -> None:
    done = _deploy(cloud, out, ON)
    names = list(done.stacks)
    assert names.index("base") < names.index("egress") < names.index("sending")
    given = _given(cloud)
    for name in ("FixedEgressAddresses", "FixedEgressSubnets", "FixedEgressGroup"):
        assert given[name] == done.outputs[name] == f"{name}-value"
    assert given["FixedEgress"] == "on"


def test_a_local_stage_has_none_whatever_is_set(cloud: FakeAccount, out: Path) -> None:
    assert "egress" not in _deploy(cloud, out, ON, "http://127.0.0.1:8601").stacks
    assert _given(cloud)["FixedEgressAddresses"] == "198.51.100.7"


def test_turning_it_on_and_off_touches_its_lambdas_alone(cloud: FakeAccount, out: Path) -> None:
    _deploy(cloud, out, SETTINGS)
    assert _deploy(cloud, out, ON).changed == ["egress", "sending"]
    assert _deploy(cloud, out, ON).changed == []
    assert _deploy(cloud, out, SETTINGS).changed == ["sending"]


def test_off_again_nobody_is_told_an_address_by_which_nothing_leaves(cloud: FakeAccount, out: Path) -> None:
    _deploy(cloud, out, ON)
    done = _deploy(cloud, out, SETTINGS | {"FIXED_EGRESS_ADDRESSES": ""})
    given = _given(cloud)
    assert (given["FixedEgress"], given["FixedEgressAddresses"]) == ("off", "")
    assert "FixedEgressAddresses" not in done.outputs
    assert given["FixedEgressSubnets"] == "FixedEgressSubnets-value", (
        "Lambda still has interfaces to take down"
    )


def test_the_plan_says_that_a_network_which_nobody_uses_goes_on_costing(
    cloud: FakeAccount, out: Path
) -> None:
    _deploy(cloud, out, ON)
    planned = "\n".join(plan.lines(Deploy(_target(out, SETTINGS), cloud.account)))
    assert "left over  egress               FIXED_EGRESS is off" in planned
    assert ("DELETE", "greenlight-test-egress") not in cloud.cloudformation.calls


def test_any_other_word_than_on_or_off_is_refused_before_anything_changes(
    cloud: FakeAccount, out: Path
) -> None:
    with pytest.raises(WrongSetting, match="off or on"):
        _deploy(cloud, out, SETTINGS | {"FIXED_EGRESS": "yes"})
    assert cloud.cloudformation.calls == []
