"""Starts the two designs side by side: our test stack with people of its own, and the baseline, on one model server.

`counted_stack` is ours alone.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from greenlight.declare import AGENTS
from greenlight.packing import pack

from infra import tenant
from infra.members import Member, rows
from localstack.client.edge_session import EdgeSession
from localstack.sign_in.key import SigningKey
from localstack.stack.clients import session
from localstack.stack.fleet import Fleet
from localstack.stack.processes import Process, Register
from localstack.stack.profile import AUDIENCE, ENGINE_PYTHON, ROOT, Profile
from localstack.stack.up import Up, down, reset
from tests.load.machine import family

Json = dict[str, Any]
TENANT = "benchtenant"
PEOPLE = 50
UNLIMITED = (
    1_000_000  # calls a minute of a person's coach; sixty, the default, would refuse what a bench asks
)
PYTHON = ROOT / ".local" / "bench" / "bin" / "python"
PROFILE = Profile(
    "test", int(os.environ.get("GREENLIGHT_BENCH_PORT", "8800")), ROOT / ".local" / "bench-stack"
)
API, AGENT = PROFILE.port + 4, PROFILE.port + 5


class CountingFleet(Fleet):
    """The same processes, with the engine inside a tally."""

    def engine(self) -> Process:
        state = ("--state", str(self.engine_state))
        return self._process("engine", str(ENGINE_PYTHON), "-m", "tests.load.counting_engine", *state)


class BenchPerson(EdgeSession):
    """A member who brings a token of the stack's own issuer; the demo page knows five people only."""

    async def sign_in(self) -> None:
        key, now = SigningKey.kept_in(PROFILE.state / "sign-in.pem"), int(time.time())
        named = {
            "iss": PROFILE.issuer,
            "aud": AUDIENCE,
            "sub": self.user,
            "email": f"{self.user}@example.com",
        }
        self.token = key.sign(
            {**named, "email_verified": True, "iat": now, "auth_time": now, "exp": now + 3600}
        )


@dataclass(frozen=True)
class Arena:
    """Both designs, ready; `pids` by design are the roots of its processes."""

    stack: Json
    baseline_key: RSAPrivateKey
    baseline_pids: list[int]

    def person(self, number: int) -> BenchPerson:
        return BenchPerson(self.stack["edge_url"], f"bench-{number:02d}", timeout=30)

    def baseline_url(self, user: str) -> str:
        now = int(time.time())
        claims = {"sub": user, "aud": "web", "iat": now, "exp": now + 3600}
        return (
            f"ws://127.0.0.1:{API}/realtime?token={jwt.encode(claims, self.baseline_key, algorithm='RS256')}"
        )

    @property
    def stack_pids(self) -> list[int]:
        return [self.stack["pids"]["engine"], self.stack["pids"]["edge"]]

    def model(self, **settings: Any) -> Json:
        """Switch the offline model; what it says of itself."""
        return ask(f"{PROFILE.url('model')}/control", settings)

    def tally(self, *, on: bool) -> dict[str, int]:
        """What reached the engine since the last time; `on` goes on counting."""
        return tally(on=on)


def ask(url: str, body: Json | None = None) -> Json:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, {"Content-Type": "application/json"}), timeout=30) as answer:
        found: Json = json.loads(answer.read())
        return found


def tally(*, on: bool) -> dict[str, int]:
    """As `Arena.tally`, where there is a stack alone."""
    return dict(ask(f"{PROFILE.url('engine')}/_bench/tally{'?on' if on else ''}"))


@contextmanager
def arena() -> Iterator[Arena]:
    """Both of them; everything is stopped at the end."""
    baseline = Register(PROFILE.state / "baseline")
    with counted_stack() as stack:
        try:
            key = generate_private_key(public_exponent=65537, key_size=2048)
            yield Arena(stack, key, _start_baseline(baseline, key, stack["model_url"]))
        finally:
            baseline.stop()


@contextmanager
def counted_stack() -> Iterator[Json]:
    """What `stack.json` holds of a stack that begins empty, with its engine inside a tally; stopped at the end."""
    reset(PROFILE)
    up = Up(PROFILE)
    up.fleet = CountingFleet(PROFILE)
    try:
        stack = up.run()
        _people(stack)
        yield stack
    finally:
        down(PROFILE)


def _people(stack: Json) -> None:
    clients = session(stack["endpoint_url"])
    members = [Member(f"bench-{n:02d}", ("customer",), f"bench-{n:02d}@example.com") for n in range(PEOPLE)]
    tenant.create(partial(clients.client), stack["prefix"], TENANT, PROFILE.issuer, members)
    for row in rows(TENANT, PROFILE.issuer, members):
        if row.table == AGENTS:
            clients.client("dynamodb").update_item(
                TableName=f"{stack['prefix']}-{AGENTS.name}", Key=pack(row.key),
                UpdateExpression="SET rate_limit_rpm = :most",
                ExpressionAttributeValues=pack({":most": UNLIMITED}),
            )  # fmt: skip


def _start_baseline(register: Register, users: RSAPrivateKey, model_url: str) -> list[int]:
    """Two services with one uvicorn worker each and an empty database."""
    agents = generate_private_key(public_exponent=65537, key_size=2048)
    database = PROFILE.state / "baseline" / "baseline.sqlite"
    database.parent.mkdir(parents=True, exist_ok=True)
    for file in database.parent.glob("baseline.sqlite*"):
        file.unlink()
    shared = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    api = {
        "AGENT_URL": f"http://127.0.0.1:{AGENT}",
        "AGENT_PUBLIC_KEY": _public(agents),
        "USER_PUBLIC_KEY": _public(users),
    }
    agent = {"API_URL": f"http://127.0.0.1:{API}", "AGENT_PRIVATE_KEY": _private(agents)}
    model = {"OPENAI_BASE_URL": model_url, "OPENAI_API_KEY": "none", "OPENAI_MODEL": "offline"}
    return [
        _service(register, "api", API, shared | api | {"DATABASE": str(database)}),
        _service(register, "agent", AGENT, shared | agent | model),
    ]


def _service(register: Register, name: str, port: int, environment: dict[str, str]) -> int:
    argv = (str(PYTHON), "-m", f"tests.load.baseline.{name}")
    log = PROFILE.state / "logs" / f"baseline-{name}.log"
    pid = register.start(Process(name, argv, port, log), environment | {"PORT": str(port)}, ROOT)
    for _ in range(300):
        if _answers(port):
            return pid
        if not family(pid):
            break
        time.sleep(0.05)
    raise SystemExit(f"the baseline's {name} did not come up; see {Path(log).relative_to(ROOT)}")


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _private(key: RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _public(key: RSAPrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
