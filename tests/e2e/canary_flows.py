"""What a stack goes through while secrets are about: sign-ins, chats, an agent from elsewhere, verdicts, a link."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import boto3
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from greenlight import aws, tokens
from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys, new_id
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from localstack.outbox import LINK

from .approving import Asker, invoke
from .canaries import Canary, of_jwt, of_pem, password
from .everywhere import Place, mails
from .outside import Outside
from .people import Answer, Json, Person, call, until
from .talking import talking
from .workers import kill

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PEM = serialization.Encoding.PEM
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Day:
    """`canaries` are the secrets that were about, `refusals` what was said no with."""

    stack: Mapping[str, Any]
    began: float
    asker: Asker
    outside: Outside
    canaries: list[Canary] = field(default_factory=list)
    refusals: list[Place] = field(default_factory=list)

    @property
    def customer(self) -> Person:
        return self.asker.owner

    def refused(self, said: Answer | Json, name: str) -> None:
        """Kept, and proved to be a refusal: what is not refused proves nothing."""
        text = json.dumps([said.body, dict(said.headers)] if isinstance(said, Answer) else said)
        no = said.status >= 400 if isinstance(said, Answer) else said.get("status") != "ok"
        assert no, text
        self.refusals.append(Place("answer", name, text))


@contextmanager
def keys_of_the_agents(day: Day) -> Iterator[str]:
    """The model's key, and the PEM of an agent that lives elsewhere; what stood there comes back."""
    key, private = f"sk-canary-{password()}", rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    public = private.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    day.canaries += [Canary("the model's key", (key,)), of_pem("an agent's private key", pem)]
    wanted = {"model": json.dumps({"api_key": key}), "agent-public-key": public.decode()}
    before = {name: _secret(name) for name in wanted}
    _put(wanted)
    try:
        yield pem
    finally:
        _put(before)


def a_bad_day_of_the_model(day: Day) -> None:
    """A good turn; one whose model fails; one whose agent is killed."""
    model = day.stack["model_url"].removesuffix("/v1")
    with talking(day.customer) as talk:
        talk.ended(talk.run("hello"))
        for mode, mark in (("error500", new_id("bad")), ("slow", new_id("slow"))):
            call(model, "POST", "/control", {"mode": mode, "match": mark, "seconds": 20})
            accepted = talk.run(f"hello {mark}")
            if mode == "slow":
                until(partial(talk.events, accepted), what="the agent at work")
                kill("agent")
            assert talk.ended(accepted)[-1]["type"] == "RUN_ERROR"
        call(model, "POST", "/control", {"mode": "ok"})


def an_agent_from_elsewhere(day: Day, pem: str) -> None:
    """Its JWT and the run's token, over HTTP: taken, and refused in every way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AGENT_PRIVATE_KEY", pem)
        jwt = tokens.sign_agent()
    day.canaries += [of_jwt("an agent's JWT", jwt), of_jwt("a run token", day.asker.token)]
    url, execute = day.stack["outputs"]["RestUrl"].rstrip("/"), "/internal/tools/execute"
    good = {"Authorization": f"Bearer {jwt}", "X-Run-Token": day.asker.token}
    assert call(url, "GET", "/capabilities", **good).status == 200
    wrong: list[tuple[str, str, Any, dict[str, str]]] = [
        ("GET", "/capabilities", None, {"Authorization": f"Bearer {jwt}x"}),
        ("POST", execute, {"run_id": "run_other", "call_id": "c", "tool": "t", "arguments": {}}, {}),
        ("POST", execute, {"run_id": day.asker.run["run_id"], "run_token": day.asker.token}, {}),
        ("POST", f"/internal/runs/{day.asker.run['run_id']}/events?batch=1", "{broken", {}),
        ("GET", f"/api/v1/me?token={jwt}", None, {}),
    ]
    for method, path, body, headers in wrong:
        day.refused(call(url, method, path, body, **(good | headers)), f"{method} {path[:24]}")
    day.refused(invoke("executor", {"run_token": f"{day.asker.token}x", "op": "park"}), "a bad run token")
    with pytest.raises(RuntimeError) as fault:
        invoke("executor", {"op": "settle", "tenant_id": "acmehealth", "run_token": day.asker.token})
    day.refusals.append(Place("answer", "a fault", str(fault.value)))


def at_the_doors(day: Day) -> None:
    """ID token and tickets: good, broken, used twice, and one that nobody uses."""
    token = day.customer.token
    day.canaries.append(of_jwt("an ID token", token))
    for sent in (f"{token}x", token[:-8]):
        said = call(day.stack["edge_url"], "GET", "/api/v1/me", Authorization=f"Bearer {sent}")
        day.refused(said, "a broken ID token")
    day.refused(call(day.stack["edge_url"], "GET", f"/api/v1/me?id_token={token}"), "a token in a query")
    used, unused = day.customer.ticket(), day.customer.ticket()
    day.canaries += [Canary("a used ticket", (used,)), Canary("a ticket", (unused,))]
    address = f"{day.stack['ws_url']}?ticket={used}"
    connect(address).close()
    with pytest.raises(InvalidStatus):
        connect(address)


def verdicts(day: Day) -> Record:
    """Yes, no, and too late; the last of these approvals."""
    approved, denied, late = (day.asker.asked(f"canary_{n}") for n in ("yes", "no", "late"))
    (task,) = until(lambda: _tokens(day, late), what="a task token")
    day.canaries.append(Canary("a task token", (task,), lambda place: place.kind == "task token"))
    assert day.asker.decide(approved, "approve").status == 200
    assert day.asker.decide(denied, "deny", note="no").status == 200
    key = Keys(day.asker.tenant).approval(late.approval_id)
    Items(APPROVALS).update(key, "SET expires_at = :past", values={":past": 1})
    day.refused(day.asker.decide(late, "approve"), "too late")
    wrong = password()
    day.canaries.append(Canary("a secret in a bad body", (wrong,)))
    day.refused(day.asker.decide(late, wrong, note=wrong), "no verdict at all")
    until(lambda: all(day.asker.settled(r.approval_id) for r in (approved, denied, late)), what="settling")
    assert day.outside.marks() == ["canary_yes"]
    return late


def a_mailed_link(day: Day) -> Record:
    """Opened, posted with a wrong value and with the right one, and opened again."""
    record = day.asker.asked("canary_link")
    to_it = f"{day.stack['edge_url']}/approvals/{record.approval_id}"
    mail = until(
        lambda: [one for one in mails(day.stack) if f"{record.approval_id}/link" in one.text], what="the mail"
    )[0]
    token = LINK.findall(json.loads(mail.text)["BodyText"])[0].rpartition("token=")[2]
    path = f"/link?token={token}"
    value = CSRF.findall(call(to_it, "GET", path).body)[0]
    day.canaries += [
        Canary("a link's token", (token,), lambda place: place == mail),
        Canary("a link's form value", (value.partition(".")[2],)),
    ]
    day.refused(
        call(to_it, "POST", path, f"verdict=approve&csrf={value}x&digest={record.digest}", **FORM), "csrf"
    )
    assert (
        call(to_it, "POST", path, f"verdict=approve&csrf={value}&digest={record.digest}", **FORM).status
        == 200
    )
    day.refused(
        call(to_it, "POST", path, f"verdict=deny&csrf={value}&digest={record.digest}", **FORM), "another"
    )
    day.refused(call(f"{day.stack['edge_url']}/approvals/apr_0", "GET", path), "a token of another's")
    until(lambda: day.asker.settled(record.approval_id), what="settling")
    return record


def _tokens(day: Day, record: Record) -> list[str]:
    pk = Keys(day.asker.tenant).approval(record.approval_id)["pk"]
    return [item["task_token"] for item in Items(APPROVALS).every(pk, begins="TOKEN#")]


def _secret(name: str) -> str:
    """Empty where it has no value yet."""
    api = boto3.client("secretsmanager")
    try:
        return str(api.get_secret_value(SecretId=aws.secret_name(name))["SecretString"])
    except api.exceptions.ResourceNotFoundException:
        return ""


def _put(values: Mapping[str, str]) -> None:
    """Whoever had read them before has to read them anew. An empty one cannot be put: a blank says as much."""
    for name, value in values.items():
        boto3.client("secretsmanager").put_secret_value(
            SecretId=aws.secret_name(name), SecretString=value or " "
        )
    for reader in ("agent", "capabilities-routes", "executor-routes", "thread_append-routes"):
        kill(reader)
