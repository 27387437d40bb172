"""Which calls outside count as looks: exactly a GET or HEAD to exactly an allowed host, and nothing in doubt."""

from dataclasses import replace
from typing import Any

import pytest
from greenlight.approvals.reads import host_of, only_looks

from functions.executor.bus import decide

from .scenes import SEND, Memory, scene

RULE, HOSTS = "get_from_allowed_host", ("api.example.com",)


def looks(**arguments: Any) -> bool:
    return only_looks(RULE, {"url": "https://api.example.com/v1"} | arguments, HOSTS)


@pytest.mark.parametrize("url", [
    "https://api.example.com", "https://api.example.com/", "https://api.example.com:443/v1?x=1#y",
    "https://API.example.COM/v1", "HTTPS://api.example.com/v1",
])  # fmt: skip
def test_a_look_at_an_allowed_host_is_a_read(url: str) -> None:
    assert looks(url=url)
    assert looks(url=url, method="HEAD", headers={"Accept": "text/plain"}, body=None)


@pytest.mark.parametrize("url", [
    "http://api.example.com/", "https://api.example.com:444/", "https://api.example.com:80/", "https://api.example.com./",
    "https://api.example.com.evil.org/", "https://evil.org/api.example.com", "https://evil.org/?https://api.example.com/",
    "https://api.example.com@evil.org/", "https://evil.org@api.example.com/", "https://u:p@api.example.com/",
    "https://@api.example.com/", "https://evil.org\\@api.example.com/", "https://api.example.com\\.evil.org/",
    "https://evil.org#@api.example.com/", "https://xapi.example.com/", "https://example.com/", "https://www.api.example.com/",
    " https://api.example.com/", "https://api.example.com/ x", "https://api.exa\nmple.com/", "https://api.example.com\t/",
    "https://\u0430pi.example.com/", "https://api\u3002example.com/", "https://api.example.com\u200b/", "https:///api.example.com/",
    "https:api.example.com/", "//api.example.com/", "api.example.com", "https://api.example.com:x/", "https://[::1]/",
    "https://127.0.0.1/", "https://api.example.com:443:443/", "https://api.example.com%2eevil.org/", "", None, 7, ["x"],
    "file:///etc/passwd", "ftp://api.example.com/", "https://[api.example.com]/", "https://api.example.com:0/",
])  # fmt: skip
def test_any_other_address_is_not(url: Any) -> None:
    assert not looks(url=url)


@pytest.mark.parametrize("more", [
    {"method": "POST"}, {"method": "get"}, {"method": "GET "}, {"method": "DELETE"}, {"method": 7}, {"method": ["GET"]},
    {"body": "x"}, {"body": {"a": 1}}, {"method": "GET\n"}, {"method": "OPTIONS"}, {"method": "CONNECT"},
])  # fmt: skip
def test_any_other_request_is_not(more: dict[str, Any]) -> None:
    assert not looks(**more)


def test_a_rule_that_nobody_knows_and_a_tenant_without_hosts_make_nothing_a_read() -> None:
    arguments = {"url": "https://api.example.com/v1"}
    assert not only_looks("get_from_any_host", arguments, HOSTS)
    assert not only_looks("", arguments, HOSTS)
    assert not only_looks(RULE, arguments, ())
    assert host_of(arguments["url"]) == "api.example.com"


@pytest.mark.parametrize(
    ("changes", "decision"),
    [
        ({}, "allow"),
        ({"audit": {"tools"}}, "allow"),
        ({"audit": {"tools", "reads"}}, "ask"),
        ({"agent": {"mode": "draft"}}, "allow"),
        ({"agent": {"trial": {"status": "expired"}}}, "allow"),
        ({"controls": {}}, "ask"),
        ({"controls": {"hosts": HOSTS, "kill_tools": {"web.http_call": "off"}}}, "deny"),
    ],
)
def test_the_bus_treats_such_a_look_as_a_read(changes: dict[str, Any], decision: str) -> None:
    looking = replace(SEND, arguments={"url": "https://api.example.com/v1", "method": "GET"})
    told = {"controls": {"hosts": HOSTS}, "counters": Memory()} | changes
    assert decide(scene(looking, **told)).decision == decision
    assert decide(scene(SEND, **told)).decision != "allow"
