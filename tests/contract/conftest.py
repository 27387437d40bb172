"""Every contract is asked of every domain that is found: a new one is tested before its author writes a line."""

import pytest
from greenlight.declare import Domain
from greenlight.keys import new_id

from tests.contract.found import NAMES, TENANT, Front, settle
from tests.contract.found import domain as declared
from tests.standins.fixtures import account

__all__ = ["account", "domain", "front"]


@pytest.fixture(params=NAMES)
def domain(request: pytest.FixtureRequest) -> Domain:
    return declared(request.param)


@pytest.fixture
def front(domain: Domain, account: None) -> Front:
    """The domain, deployed on an account in memory, without rows of its customer."""
    made = Front(domain.name, (TENANT, new_id("usr")))
    settle(made.customer, made.neighbour, made.stranger)
    return made
