"""The gateway's stack: two resources a prefix, refusals in our form, and a deployment that follows every change."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from greenlight.declare import Capability, Prefix

from infra import api, registry, responses
from infra.build import Built
from infra.folder import Folder
from tests.infra import samples
from tests.infra.conftest import read
from tests.infra.reading import of_type

Folders = tuple[Folder, ...]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return registry.load(samples.platform(tmp_path))


def _deployment(folders: Folders) -> str:
    made = api.resources(folders)
    return next(name for name, r in made.items() if r["Type"] == "AWS::ApiGateway::Deployment")


def _with_prefix(folders: Folders, prefix: Prefix) -> Folders:
    """The folder `live` serves one more prefix."""
    live = next(folder for folder in folders if folder.name == "live")
    assert isinstance(live.declared, Capability)
    more = replace(live, declared=replace(live.declared, prefixes=(*live.declared.prefixes, prefix)))
    return tuple(more if folder is live else folder for folder in folders)


CHANGES: dict[str, Callable[[Folders], Folders]] = {
    "a method": lambda folders: _with_prefix(folders, Prefix("/new", door="open")),
    "who is let in": lambda folders: tuple(
        replace(f, declared=replace(f.declared, prefixes=(Prefix("/internal/live", door="user"),)))
        if isinstance(f.declared, Capability) and f.name == "live"
        else f
        for f in folders
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_deployment_is_a_new_one_when_this_changes(change: str, folders: Folders) -> None:
    assert _deployment(CHANGES[change](folders)) != _deployment(folders)


def test_the_deployment_is_a_new_one_when_a_response_changes(folders: Folders) -> None:
    before = _deployment(folders)
    kept = responses.RESPONSES["THROTTLED"]
    responses.RESPONSES["THROTTLED"] = (429, "Not so fast.")
    try:
        assert _deployment(folders) != before
    finally:
        responses.RESPONSES["THROTTLED"] = kept


def test_the_deployment_is_a_new_one_when_the_authorizer_changes(folders: Folders) -> None:
    without = tuple(folder for folder in folders if folder.name == "live")
    assert _deployment(without) != _deployment(folders)


def test_the_deployment_stays_when_nothing_changes(folders: Folders, tmp_path: Path) -> None:
    again = registry.load(samples.platform(tmp_path / "again"))
    assert _deployment(folders) == _deployment(again)


def test_the_deployment_waits_for_all_that_it_freezes(built: Built) -> None:
    resources = read(built.out)["api"]["Resources"]
    deployment = next(r for r in resources.values() if r["Type"] == "AWS::ApiGateway::Deployment")
    frozen = {
        n
        for n, r in resources.items()
        if r["Type"] in {"AWS::ApiGateway::Method", "AWS::ApiGateway::Authorizer"}
    }
    assert frozen <= set(deployment["DependsOn"])


def test_a_prefix_is_two_methods_and_its_parents_are_shared(sample: Built) -> None:
    templates = read(sample.out)
    parts = sorted(p["PathPart"] for _, _, p in of_type(templates, "ApiGateway::Resource"))
    assert parts == ["api", "internal", "live", "notes", "v1", "{proxy+}", "{proxy+}"]
    assert len(list(of_type(templates, "ApiGateway::Method"))) == 4


def test_the_gateway_refuses_in_our_own_form(sample: Built) -> None:
    made = [p for _, _, p in of_type(read(sample.out), "ApiGateway::GatewayResponse")]
    kinds = {p["ResponseType"]: p["StatusCode"] for p in made}
    assert kinds["MISSING_AUTHENTICATION_TOKEN"] == "404"
    assert kinds["UNAUTHORIZED"] == "401"
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "ACCESS_DENIED", "THROTTLED"} <= set(kinds)
    for properties in made:
        document = json.loads(properties["ResponseTemplates"]["application/json"])
        assert document["correlation_id"] == "$context.requestId"
        assert set(document) >= {"type", "title", "status", "detail", "instance"}
        assert str(document["status"]) == properties["StatusCode"]
        assert (
            properties["ResponseParameters"]["gatewayresponse.header.Content-Type"]
            == "'application/problem+json'"
        )


def test_the_socket_selects_by_kind_and_deploys_itself(real: Built) -> None:
    templates = read(real.out)
    api_properties = next(p for _, _, p in of_type(templates, "ApiGatewayV2::Api"))
    assert api_properties["RouteSelectionExpression"] == "$request.body.kind"
    stage = next(p for _, _, p in of_type(templates, "ApiGatewayV2::Stage"))
    assert (stage["StageName"], stage["AutoDeploy"]) == ("realtime", True)
    keys = {p["RouteKey"] for _, _, p in of_type(templates, "ApiGatewayV2::Route")}
    assert keys == {"$connect", "$disconnect", "$default"}
