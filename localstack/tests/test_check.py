"""What `make check` tells beside red and green."""

from localstack.check import loose


def test_the_tools_that_no_provider_checks_are_named() -> None:
    tools = {"get": {"strict": True}, "http_call": {"strict": False}}
    assert loose({"domains": {"web": {"tools": tools}}}) == ["web.http_call"]


def test_where_all_are_strict_it_says_so() -> None:
    assert loose({"domains": {"notes": {"tools": {"get": {"strict": True}}}}}) == ["none"]
