"""The deployed test stack: started by the same code as `make up`, on ports and state of its own, stopped afterwards.

`KEEP=1` leaves it running, so that the next run of the tests begins at once.
"""

import os
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from greenlight import aws, signing, tokens

from localstack.stack.clients import ROOT_KEY, must_be_local
from localstack.stack.fleet import Fleet
from localstack.stack.profile import REGION, profile
from localstack.stack.up import Up, down, reset
from tests.standins.delta_exchange import DeltaExchange, open_exchange
from tests.standins.networks import Networks, open_networks, ports_of

from .browser import Booth
from .outside import Outside, open_outside
from .people import Person, call
from .talking import Talk, talking
from .visitor import Visits

SHELL = (
    "AWS_PROFILE",
    "AWS_SESSION_TOKEN",
    "AGENT_PRIVATE_KEY",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
)


@pytest.fixture(scope="session")
def stack() -> Iterator[dict[str, Any]]:
    """What `stack.json` holds. Its data is fresh, unless an earlier run kept the stack."""
    test = profile("test")
    if not Fleet(test).register.running():
        reset(test)
    yield Up(test).run()
    if os.environ.get("KEEP") != "1":
        down(test)


@pytest.fixture(scope="session")
def booth() -> Iterator[Booth]:
    """The browser of all tests of the page."""
    booth = Booth()
    yield booth
    booth.close()


@pytest.fixture
def visit(booth: Booth, stack: dict[str, Any], request: pytest.FixtureRequest) -> Visits:
    """Makes visitors: `visit("approver").signed_in("/inbox")`. A test that asks for it runs in the browser's thread,
    and fails where a page of its visitors complained."""
    name = re.sub(r"[^\w-]+", "-", request.node.name)
    return Visits(booth, stack, profile("test").state / "pictures" / name)


@pytest.fixture(scope="module")
def customer(stack: dict[str, Any]) -> Person:
    return Person(stack)


@pytest.fixture(scope="module")
def owner(customer: Person) -> Person:
    """The customer, as who has hired agents."""
    return customer


@pytest.fixture(scope="module")
def operator(stack: dict[str, Any]) -> Person:
    return Person(stack, "operator")


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """The one place out there that a call may reach."""
    with open_outside(int(profile("test").stand_in.rpartition(":")[2])) as opened:
        yield opened


@pytest.fixture
def talk(customer: Person, outside: Outside) -> Iterator[Talk]:
    outside.got.clear()
    with talking(customer) as opened:
        yield opened


@pytest.fixture(scope="module")
def networks() -> Iterator[Networks]:
    with open_networks(ports_of("test")) as opened:
        yield opened


@pytest.fixture(scope="module")
def exchange() -> Iterator[DeltaExchange]:
    with open_exchange(ports_of("test")["delta"]) as opened:
        yield opened


@pytest.fixture
def model(stack: dict[str, Any]) -> Iterator[Any]:
    """Sets how the offline model behaves; afterwards it is well again."""
    url = stack["model_url"].removesuffix("/v1")

    def behave(mode: str = "ok", **more: Any) -> None:
        assert call(url, "POST", "/control", {"mode": mode, **more}).status < 300

    yield behave
    behave(delay_ms=1)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test with visitors is run by them."""
    if not isinstance(visits := pyfuncitem.funcargs.get("visit"), Visits):
        return None
    asked = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    visits.run(partial(pyfuncitem.obj, **asked))
    return True


@pytest.fixture(scope="module", autouse=True)
def _own_account(stack: dict[str, Any]) -> Iterator[None]:
    """The tests' own AWS clients look into that stack and nowhere else."""
    settings = {
        "AWS_ENDPOINT_URL": must_be_local(stack["endpoint_url"]),
        "AWS_ACCESS_KEY_ID": ROOT_KEY,
        "AWS_SECRET_ACCESS_KEY": ROOT_KEY,
        "AWS_DEFAULT_REGION": REGION,
        "GREENLIGHT_PREFIX": stack["prefix"],
        "GREENLIGHT_STAGE": stack["stage"],
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in SHELL:
            patch.delenv(name, raising=False)
        for name, value in settings.items():
            patch.setenv(name, value)
        _forget()
        yield
    _forget()


def _forget() -> None:
    """What a Lambda keeps between invocations, and these tests must not take from one account to another."""
    aws.client.cache_clear()
    aws._session.cache_clear()  # it holds the credentials that it once found
    signing.kms_key.cache_clear()
    tokens.elsewhere_key.cache_clear()
