"""The REST desk: doors, callers, refusals, faults, and the form of every answer."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from chalice.app import BadRequestError, Chalice
from chalice.app import Response as ChaliceResponse
from greenlight import observe
from greenlight.caller import Caller
from greenlight.declare import Capability, Prefix
from greenlight.errors import Denied, TooMany
from greenlight.rest import (
    answer,
    body,
    current_caller,
    header,
    if_match,
    query,
    raw_body,
    rest_handler,
)
from pydantic import BaseModel

ANA = {"tenant_id": "acmehealth", "user_id": "usr_ana"}


class Thing(BaseModel):
    name: str
    size: float = 0


class Page(BaseModel):
    limit: int = 10


def things() -> Chalice:
    """An app with a view for each thing that can happen."""
    app = Chalice(app_name="things", configure_logs=False)
    views: dict[str, tuple[str, Callable[..., Any]]] = {
        "/api/things": ("POST", lambda: answer(body(Thing), 201)),
        "/api/things/list": ("GET", lambda: {"limit": query(Page).limit}),
        "/api/things/me": ("GET", whoami),
        "/api/things/revision": ("GET", lambda: {"revision": if_match()}),
        "/api/things/denied": ("GET", denied),
        "/api/things/busy": ("GET", busy),
        "/api/things/broken": ("GET", broken),
        "/api/things/chalice": ("GET", chalices_own),
        "/api/things/{name}": ("GET", lambda name: {"name": name}),
        "/api/things/{name}/parts/{part}": ("GET", lambda name, part: {"name": name, "part": part}),
        "/open/text": ("GET", lambda: answer("up 1\n", headers={"Content-Type": "text/plain"})),
        "/open/headers": ("GET", lambda: {"all": seen(app), "one": header("X-Mine")}),
        "/open/response": ("GET", lambda: ChaliceResponse({"plain": True}, {"X-Own": "1"}, 203)),
        "/open/raw": ("POST", lambda: {"bytes": len(raw_body())}),
        "/open/me": ("GET", whoami),
    }
    for path, (method, view) in views.items():
        app.route(path, methods=[method], content_types=["application/json", "application/x-ndjson"])(view)
    return app


def seen(app: Chalice) -> dict[str, str]:
    """The headers as Chalice gives them to a view."""
    request: Any = app.current_request
    return dict(request.headers)


def whoami() -> dict[str, Any]:
    caller = current_caller()
    return {"user": caller.user_id, "roles": sorted(caller.roles), "until": caller.expires_at}


def denied() -> None:
    raise Denied("Not on a Friday.", rule="weekday")


def broken() -> None:
    raise KeyError("secret detail")


def busy() -> None:
    raise TooMany("Slowly, please.", retry_after=7)


def chalices_own() -> None:
    raise BadRequestError("in Chalice's words")


def member(tenant_id: str, user_id: str) -> Caller:
    if user_id == "usr_gone":
        raise Denied("You are not an active member here.", rule="member")
    return Caller(tenant_id, user_id, frozenset({"customer"}), timezone="Asia/Kolkata")


@dataclass
class Client:
    """Calls the handler as API Gateway does."""

    handler: Callable[[Any, Any], Any]
    proof: dict[str, str] = field(default_factory=lambda: {**ANA, "exp": str(int(time.time()) + 60)})

    def __call__(self, method: str, path: str, **event: Any) -> Any:
        """`json` is the answer's body; members of the event may be added or replaced."""
        context = {"authorizer": self.proof} if self.proof else {}
        full = {"httpMethod": method, "path": path, "requestContext": context, "headers": {}, **event}
        answered = self.handler(full, None)
        return {**answered, "json": parsed(answered["body"])}


def parsed(text: str) -> Any:
    return json.loads(text) if text.startswith("{") else None


@pytest.fixture(scope="module")
def handler() -> Any:
    capability = Capability(
        "things", "Things", (Prefix("/api/things"), Prefix("/open", "open", published=False))
    )
    return rest_handler(things(), capability, member=member)


@pytest.fixture
def ask(handler: Any) -> Client:
    return Client(handler)


def test_the_gateway_gives_only_the_path_and_the_desk_finds_the_route(ask: Client) -> None:
    assert ask("GET", "/api/things/hammer")["json"] == {"name": "hammer"}
    assert ask("GET", "/api/things/hammer/parts/head")["json"] == {"name": "hammer", "part": "head"}


def test_a_fixed_word_wins_over_a_parameter(ask: Client) -> None:
    assert ask("GET", "/api/things/list")["json"] == {"limit": 10}


def test_a_path_is_unquoted_once(ask: Client) -> None:
    assert ask("GET", "/api/things/a%2520b")["json"] == {"name": "a%20b"}


@pytest.mark.parametrize("path", ["/api/things/a/b", "/api/thingsy", "/", "/api/things/a/parts/"])
def test_an_unknown_path_is_a_problem(ask: Client, path: str) -> None:
    answered = ask("GET", path)
    assert (answered["statusCode"], answered["json"]["type"]) == (404, "urn:greenlight:problem:not-found")


def test_a_wrong_method_names_the_right_ones(ask: Client) -> None:
    answered = ask("PATCH", "/api/things")
    assert (answered["statusCode"], answered["headers"]["Allow"]) == (405, "POST")


def test_a_refusal_is_a_problem_with_its_own_members(ask: Client) -> None:
    answered = ask("GET", "/api/things/denied")
    problem = answered["json"]
    assert answered["headers"]["Content-Type"] == "application/problem+json"
    assert problem.pop("correlation_id") == answered["headers"]["X-Correlation-Id"]
    assert problem == {
        "type": "urn:greenlight:problem:denied", "title": "Not allowed", "status": 403,
        "detail": "Not on a Friday.", "instance": "/api/things/denied", "rule": "weekday",
    }  # fmt: skip


def test_too_many_says_when_to_come_back(ask: Client) -> None:
    assert ask("GET", "/api/things/busy")["headers"]["Retry-After"] == "7"


def test_a_fault_says_nothing_of_what_broke(ask: Client) -> None:
    answered = ask("GET", "/api/things/broken")
    assert (answered["statusCode"], answered["json"]["status"]) == (500, 500)
    assert "secret" not in answered["body"]


def test_what_chalice_refuses_is_a_problem_too(ask: Client) -> None:
    answered = ask("GET", "/api/things/chalice")
    assert (answered["statusCode"], answered["json"]["detail"]) == (400, "in Chalice's words")
    other = ask("POST", "/api/things", body="name=x", headers={"content-type": "text/plain"})
    assert (other["statusCode"], other["headers"]["Content-Type"]) == (415, "application/problem+json")


@pytest.mark.parametrize("proof", [{}, {"tenant_id": "acmehealth"}, {**ANA, "exp": "1"}, ANA])
def test_without_a_proof_that_holds_now_nobody_comes_in(handler: Any, proof: dict[str, str]) -> None:
    answered = Client(handler, proof)("GET", "/api/things/me")
    assert (answered["statusCode"], answered["json"]["title"]) == (401, "Sign in, please")


def test_a_member_who_is_gone_is_refused_at_the_moment_of_use(handler: Any, ask: Client) -> None:
    answered = Client(handler, {**ask.proof, "user_id": "usr_gone"})("GET", "/api/things/me")
    assert (answered["statusCode"], answered["json"]["rule"]) == (403, "member")


def test_roles_come_from_the_table_and_the_end_of_the_proof_from_the_gateway(ask: Client) -> None:
    said = ask("GET", "/api/things/me")["json"]
    assert said == {"user": "usr_ana", "roles": ["customer"], "until": int(ask.proof["exp"])}


def test_behind_an_open_door_there_is_no_caller(ask: Client) -> None:
    assert ask("GET", "/open/me")["statusCode"] == 401


def test_headers_that_only_the_server_may_set_are_gone_in_any_case(ask: Client) -> None:
    forged = {
        "X-Tenant-Id": "otherfirm", "x-USER-id": "root", "X-Correlation-ID": "cor_mine", "x-forwarded-for": "1.2.3.4",
        "X-Metering-Tokens": "0", "x-mine": "yes",
    }  # fmt: skip
    often = {name: [value, value] for name, value in forged.items()}
    answered = ask("GET", "/open/headers", headers=forged, multiValueHeaders=often)
    assert answered["json"] == {"all": {"x-mine": "yes"}, "one": "yes"}
    assert re.fullmatch(r"cor_[0-9A-Z]{26}", answered["headers"]["X-Correlation-Id"])


def test_every_answer_is_guarded(ask: Client) -> None:
    for path in ("/api/things/x", "/api/things/denied", "/nowhere", "/open/text"):
        headers = ask("GET", path)["headers"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_text_is_answered_as_it_is(ask: Client) -> None:
    answered = ask("GET", "/open/text")
    assert (answered["body"], answered["headers"]["Content-Type"]) == ("up 1\n", "text/plain")


def test_a_view_may_answer_in_chalices_way(ask: Client) -> None:
    answered = ask("GET", "/open/response")
    assert (answered["statusCode"], answered["json"], answered["headers"]["X-Own"]) == (
        203,
        {"plain": True},
        "1",
    )


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"name": NaN}', '{"size": 1e999}', '"\\ud800'])
def test_what_is_not_json_is_refused(ask: Client, text: str) -> None:
    answered = ask("POST", "/api/things", body=text)
    assert (answered["statusCode"], answered["json"]["detail"]) == (400, "The body is not JSON.")


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ('{"name": 7}', ["/name"]),
        ('{"name": "x", "size": "big", "a/b": 1}', ["/size", "/a~1b"]),
        ("[]", [""]),
    ],
)
def test_what_breaks_the_model_is_pointed_at(ask: Client, text: str, pointers: list[str]) -> None:
    answered = ask("POST", "/api/things", body=text)
    assert answered["statusCode"] == 422
    assert [error["pointer"] for error in answered["json"]["errors"]] == pointers


def test_half_a_character_is_refused(ask: Client) -> None:
    answered = ask("POST", "/api/things", body='{"name": "\\ud800"}')
    assert (answered["statusCode"], answered["json"]["detail"]) == (400, "The text holds half a character.")


def test_a_body_over_128_kb_is_too_large(ask: Client) -> None:
    assert ask("POST", "/open/raw", body="x" * 131_072)["json"] == {"bytes": 131_072}
    assert ask("POST", "/open/raw", body="x" * 131_073)["statusCode"] == 413


def test_the_last_value_of_a_query_counts_and_an_unknown_one_is_refused(ask: Client) -> None:
    several = {"limit": ["1", "2"]}
    assert ask("GET", "/api/things/list", multiValueQueryStringParameters=several)["json"] == {"limit": 2}
    answered = ask("GET", "/api/things/list", queryStringParameters={"limits": "2"})
    assert answered["json"]["errors"][0]["pointer"] == "/limits"


@pytest.mark.parametrize(("tag", "revision"), [('"7"', 7), ("7", 7), ('W/"7"', 7), ("", None)])
def test_if_match_is_a_revision(ask: Client, tag: str, revision: int | None) -> None:
    assert ask("GET", "/api/things/revision", headers={"if-match": tag})["json"] == {"revision": revision}


@pytest.mark.parametrize("tag", ["*", '"x"', '"1", "2"', '"-1"', '"' + "9" * 16 + '"'])
def test_if_match_that_is_no_revision_is_refused(ask: Client, tag: str) -> None:
    assert ask("GET", "/api/things/revision", headers={"If-Match": tag})["statusCode"] == 400


def test_each_request_leaves_one_line_without_its_secrets(
    ask: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "one-line")
    observe.logger.cache_clear()
    answered = ask("GET", "/api/things/hammer", queryStringParameters={"token": "s3cret"})
    observe.logger.cache_clear()
    [line] = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["method"], said["route"], said["status"]) == ("GET", "/api/things/{name}", 200)
    assert said["correlation_id"] == answered["headers"]["X-Correlation-Id"]
    assert "s3cret" not in line
    assert "hammer" not in line
