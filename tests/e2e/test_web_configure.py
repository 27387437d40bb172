"""Configuring in the browser: the form that a type prescribes, and accounts connected (seed 004's epic CP-2)."""

import re

import pytest
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys
from playwright.sync_api import Request, expect

from tests.standins.delta_exchange import KEY, SECRET

from .drafting import TENANT
from .hiring import Hired, done, hire_marketing
from .people import Person
from .visitor import Visits
from .web_hiring import (
    MASTODON,
    Hub,
    agent_of,
    at_hiring,
    configure_marketing,
    configure_trading,
    hire,
    new_name,
    open_hub,
    requests_of,
    text,
)

pytestmark = pytest.mark.e2e
TOKEN = "standin-access-token"
DRAFT = "/api/v1/hired-agents/draft"
ONLY_THE_SERVERS = re.compile(r"^x-(metering-|tenant-id|user-id|correlation-id|forwarded-)")
KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"


@pytest.fixture(scope="module")
def maya(owner: Person) -> Hired:
    """Set up, with one account and no goal."""
    return hire_marketing(owner, ["mastodon"], MASTODON, nickname=new_name("Maya"))


@pytest.mark.parametrize("title", ["Digital Marketing", "Share Trading"])
def test_cp_2_1_the_form_is_what_the_type_says_and_is_saved_once_it_is_valid(
    visit: Visits, owner: Person, title: str
) -> None:
    chris = at_hiring(visit)
    hub = hire(chris, title)
    page, agent = hub.page, agent_of(owner, hub.agent_id)
    form = page.get_by_role("region", name="Configuration")
    for field in agent["config_schema"]["properties"].values():
        expect(form.get_by_text(field["title"], exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    text(page, "Agent nickname", "x" * 61)
    expect(form.get_by_text("Must have at most 60 characters; it has 61").first).to_be_visible()
    expect(page.get_by_role("button", name="Keep as a draft")).to_be_disabled()
    text(page, "Agent nickname", "Nora")
    form.get_by_role("button", name=re.compile("^(Brand name|Default coin)$")).click()
    expect(page.get_by_label(re.compile("^(Brand name|Default coin)")).first).to_be_focused()
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_role("button", name="Keep as a draft")).to_be_disabled()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    kept = agent_of(owner, hub.agent_id)
    assert (kept["config_draft"]["nickname"], kept["config"], kept["configured"]) == ("Nora", {}, False)


def test_cp_2_1_what_is_not_saved_is_asked_about_before_it_is_left(visit: Visits, maya: Hired) -> None:
    chris = at_hiring(visit)
    hub = open_hub(chris, maya.agent_id)
    text(hub.page, "Brand name", "Moonrise Dental")
    hub.page.get_by_role("tab", name="Goal Setting").click()
    hub.page.get_by_role("button", name="Stay here").click()
    hub.page.get_by_role("link", name="Inbox").click()
    hub.page.get_by_role("button", name="Leave, and lose it").click()
    expect(hub.page.get_by_role("heading", level=1, name="Inbox")).to_be_visible()


def test_cp_2_1_another_tabs_change_is_told_and_not_overwritten_unseen(
    visit: Visits, owner: Person, maya: Hired
) -> None:
    chris = at_hiring(visit)
    hub = open_hub(chris, maya.agent_id)
    text(hub.page, "Location", "Mumbai, India")
    body = {
        "subscription_id": maya.subscription_id,
        "config": {**agent_of(owner, maya.agent_id)["config"], "location": "Goa, India"},
    }
    done(owner.rest("PUT", DRAFT, body))
    chris.allow("status of 412")
    hub.page.get_by_role("button", name="Save", exact=True).click()
    expect(hub.page.get_by_text("This was changed elsewhere meanwhile")).to_be_visible()
    chris.axe()
    hub.page.get_by_role("button", name="Go on with mine").click()
    hub.save()
    assert agent_of(owner, maya.agent_id)["config"]["location"] == "Mumbai, India"


def test_cp_2_2_a_platform_is_connected_and_the_configuration_holds_the_reference_alone(
    visit: Visits, owner: Person
) -> None:
    chris = at_hiring(visit)
    hub, nickname = hire(chris, "Digital Marketing"), new_name("Mara")
    heard = requests_of(hub.page)
    configure_marketing(hub, nickname, MASTODON, TOKEN)
    hub.save()
    agent = agent_of(owner, hub.agent_id)
    ref = agent["config"]["platform_credentials"]["mastodon"]
    account = done(owner.rest("GET", f"/api/cp/platform-credentials/{ref}"))
    assert (account["name"], account["last4"]) == (f"{nickname}'s toots", TOKEN[-4:])
    _went_to_the_vault_alone(hub, heard, TOKEN, "/api/cp/platform-credentials")
    assert TOKEN not in str(Items(AGENTS).get(Keys(TENANT).agent(owner.me()["user_id"], hub.agent_id)))
    expect(hub.page.get_by_role("group", name=re.compile(nickname))).to_contain_text(f"Used by {nickname}")


def test_cp_2_3_an_exchange_is_connected_with_its_limits(visit: Visits, owner: Person) -> None:
    chris = at_hiring(visit)
    hub, nickname = hire(chris, "Share Trading"), new_name("Tara")
    heard = requests_of(hub.page)
    configure_trading(hub, nickname, KEY, SECRET)
    hub.save()
    ref = agent_of(owner, hub.agent_id)["config"]["exchange_credential_ref"]
    account = done(owner.rest("GET", f"/api/cp/exchange-setup/{ref}"))
    assert (account["last4"], account["risk_limits"]["max_units_per_order"]) == (KEY[-4:], 10)
    _went_to_the_vault_alone(hub, heard, SECRET, "/api/cp/exchange-setup")
    card = hub.page.get_by_role("group", name=re.compile(nickname))
    expect(card).to_contain_text("An order has 10 contracts at most.")


def test_cp_2_3_what_the_vault_refuses_is_told_at_its_field_and_a_revoked_account_stops_its_agent(
    visit: Visits, owner: Person
) -> None:
    chris = at_hiring(visit)
    hub, nickname = hire(chris, "Share Trading"), new_name("Tom")
    configure_trading(hub, nickname, KEY, SECRET)
    hub.save()
    card = hub.page.get_by_role("group", name=re.compile(nickname))
    card.get_by_role("button", name="Replace the secret").click()
    dialog = hub.page.get_by_role("dialog")
    dialog.get_by_label("API key").fill("short")
    chris.allow("status of 422")
    dialog.get_by_role("button", name="Reconnect").click()
    expect(dialog.get_by_text("Is missing: they come together")).to_be_visible()
    expect(dialog.get_by_label("API secret")).to_be_focused()
    chris.axe()
    dialog.get_by_role("button", name="Cancel").click()
    card.get_by_role("button", name="Revoke").click()
    expect(dialog).to_contain_text(f"{nickname} sends nothing through it any more")
    chris.axe()
    dialog.get_by_role("button", name="Revoke it").click()
    expect(dialog).to_have_count(0)
    head = hub.page.get_by_role("region", name=nickname)
    expect(head).to_contain_text("An account needs you")
    chris.axe()


def test_cp_2_4_the_page_sends_no_header_that_only_the_server_sets(visit: Visits) -> None:
    """What others send is thrown away at the edge: test_my_agents.py and functions/hired_agents prove that."""
    chris = at_hiring(visit)
    heard = requests_of(chris.page)
    hub = hire(chris, "Digital Marketing")
    configure_marketing(hub, new_name("Mona"), MASTODON, TOKEN)
    hub.save()
    hub.tab("Goal Setting")
    expect(hub.page.get_by_role("heading", name="Add a goal")).to_be_visible()
    assert {"GET", "POST", "PUT"} <= {one.method for one in heard}
    named = {name.lower() for one in heard for name in one.headers}
    assert [name for name in named if ONLY_THE_SERVERS.match(name)] == []


def _went_to_the_vault_alone(hub: Hub, heard: list[Request], secret: str, door: str) -> None:
    """No other request had it, and nothing of the page keeps it."""
    carriers = [one for one in heard if secret in (one.post_data or "") or secret in one.url]
    assert [(one.method, one.url.removeprefix(hub.visitor.edge)) for one in carriers] == [("PUT", door)]
    assert secret not in hub.page.evaluate(KEPT)
    assert secret not in hub.page.content()
