"""The page's door: who comes in, who goes out, and that nothing runs in it which is not ours."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from localstack.sign_in.key import SigningKey
from localstack.sign_in.server import LIFETIME, claims
from localstack.stack.profile import AUDIENCE, profile

from .people import Person
from .visitor import Visitor, Visits

pytestmark = pytest.mark.e2e


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_a_person_signs_in_at_the_issuer_and_lands_where_he_was_going(visit: Visits) -> None:
    alex = visit("approver").open("/inbox")
    heading(alex.page, "Greenlight")
    alex.axe()
    alex.page.get_by_role("button", name="Sign in").click()
    expect(alex.page.get_by_role("heading", name="Who are you?")).to_be_visible()
    alex.choose_me()
    heading(alex.page, "Inbox")
    assert alex.page.url == f"{alex.edge}/inbox"
    alex.axe()


def test_everybody_begins_at_a_page_of_his_own(visit: Visits) -> None:
    for user, name in (("customer", "Chat"), ("approver", "Inbox")):
        visitor = visit(user).sign_in()
        heading(visitor.page, name)
        expect(visitor.page.get_by_role("link", name="Agent types")).to_have_count(0)
    olivia = visit("operator").sign_in()
    expect(olivia.page.get_by_role("link", name="Agent types")).to_be_visible()


def test_a_second_tab_needs_no_second_sign_in(visit: Visits) -> None:
    alex = visit("approver").sign_in("/inbox")
    heading(alex.tab("/inbox"), "Inbox")


def test_signing_out_in_one_tab_signs_out_the_other(visit: Visits) -> None:
    alex = visit("approver").sign_in("/inbox")
    other = alex.tab("/inbox")
    heading(other, "Inbox")
    other.get_by_title("You and your settings").click()
    other.get_by_role("menuitem", name="Sign out").click()
    for page in (other, alex.page):
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    alex.page.reload()
    expect(alex.page.get_by_role("button", name="Sign in")).to_be_visible()


def test_an_answer_that_this_tab_did_not_ask_for_is_refused_in_words(visit: Visits) -> None:
    alex = visit("approver")
    alex.open(f"/signed-in#id_token={alex.person.token}&state=forged")
    expect(alex.page.get_by_role("alert")).to_contain_text("This answer belongs to no sign-in of this tab")
    alex.axe()
    alex.open("/inbox")
    expect(alex.page.get_by_role("button", name="Sign in")).to_be_visible()


def test_the_issuers_refusal_is_shown_in_its_words(visit: Visits) -> None:
    alex = visit("approver").open("/signed-in#error=access_denied&error_description=Not+today")
    expect(alex.page.get_by_role("alert")).to_contain_text("Your sign-in provider says: Not today")


def _expired(stack: dict[str, Any], user: str) -> str:
    """A token of this very issuer that ended ten minutes ago."""
    key = SigningKey.kept_in(profile("test").state / "sign-in.pem")
    return key.sign(claims(f"{stack['edge_url']}/local", AUDIENCE, user, int(time.time()) - LIFETIME - 600))


def test_a_sign_in_that_ends_leaves_the_page_and_goes_on_from_there(
    visit: Visits, stack: dict[str, Any]
) -> None:
    chris = visit("customer").allow("status of 401").signed_in("/inbox")
    heading(chris.page, "Inbox")
    ended = {"authorization": f"Bearer {_expired(stack, 'customer')}"}

    def with_an_old_token(route: Route) -> None:
        route.continue_(headers=route.request.headers | ended)

    chris.page.route("**/api/**", with_an_old_token)
    chris.page.get_by_role("link", name="My agents").click()
    expect(chris.page.get_by_text("Your sign-in has ended")).to_be_visible()
    heading(chris.page, "My agents")
    chris.axe()
    chris.page.unroute("**/api/**")
    chris.page.get_by_role("button", name="Sign in again").click()
    chris.choose_me()
    heading(chris.page, "My agents")
    expect(chris.page.get_by_text("Your sign-in has ended")).to_have_count(0)


def test_an_address_that_leads_nowhere_says_so(visit: Visits) -> None:
    alex = visit("approver").signed_in("/no/such/place")
    heading(alex.page, "There is nothing at this address")
    alex.axe()
    alex.page.get_by_role("link", name="To the start").click()
    heading(alex.page, "Inbox")


def test_what_the_api_does_not_have_stays_a_problem_document(stack: dict[str, Any]) -> None:
    said = Person(stack, "customer").rest("GET", "/api/v1/no-such-thing")
    assert (said.status, said.headers["Content-Type"]) == (404, "application/problem+json")
    assert said.body["correlation_id"]


def test_the_pages_are_reached_by_keyboard_alone(visit: Visits) -> None:
    chris = visit("customer").signed_in("/inbox")
    heading(chris.page, "Inbox")
    chris.page.keyboard.press("Tab")
    expect(chris.page.get_by_role("link", name="Skip to the page")).to_be_focused()
    chris.axe()
    chris.page.keyboard.press("Enter")
    expect(chris.page.get_by_role("main")).to_be_focused()
    for _ in range(12):
        chris.page.keyboard.press("Shift+Tab")
        if chris.page.evaluate("document.activeElement?.getAttribute('href')") == "/agents":
            break
    chris.page.keyboard.press("Enter")
    heading(chris.page, "My agents")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_the_first_pages_are_clean_in_every_look(visit: Visits, scheme: str, width: str) -> None:
    alex = visit("approver")
    _look(alex, scheme, width)
    alex.open("/")
    expect(alex.page.get_by_role("button", name="Sign in")).to_be_visible()
    alex.axe()
    alex.fits()
    alex.signed_in("/inbox")
    heading(alex.page, "Inbox")
    alex.axe()
    alex.fits()


def _look(visitor: Visitor, scheme: str, width: str) -> None:
    visitor.dark() if scheme == "dark" else visitor.light()
    if width == "narrow":
        visitor.narrow()


def test_the_menu_of_who_is_signed_in_is_clean_and_begins_with_the_colours(visit: Visits) -> None:
    chris = visit().signed_in("/chat")
    chris.page.get_by_role("button", name="Chris Customer").press("Enter")
    items = chris.page.get_by_role("menu").get_by_role("menuitemradio")
    expect(items.first).to_be_focused()
    chris.axe()
    chris.dark().axe()
    chris.page.keyboard.press("Escape")
    expect(chris.page.get_by_role("button", name="Chris Customer")).to_be_focused()


def test_on_a_telephone_the_pages_are_behind_one_button(visit: Visits) -> None:
    chris = visit("customer").narrow().signed_in("/inbox")
    heading(chris.page, "Inbox")
    menu = chris.page.get_by_role("button", name="Navigation")
    menu.click()
    chris.page.get_by_role("link", name="My agents").click()
    heading(chris.page, "My agents")
    expect(chris.page.get_by_role("link", name="My agents")).not_to_be_in_viewport()


BITE = """() => { const script = document.createElement("script");
  script.textContent = "window.bitten = true"; document.head.append(script); return window.bitten === true }"""
SOCKET = """(url) => new Promise((done) => { const socket = new WebSocket(url);
  socket.onopen = () => done("open"); socket.onerror = () => done("refused") })"""


def test_a_script_that_is_not_ours_does_not_run_and_is_reported(visit: Visits) -> None:
    alex = visit("approver").signed_in("/inbox")
    heading(alex.page, "Inbox")
    assert alex.page.evaluate(BITE) is False
    alex.hears("content policy: script-src")
    alex.allow("content policy: script-src", "inline script violates")


def test_the_policy_lets_the_page_speak_with_its_own_socket_and_with_no_other(visit: Visits) -> None:
    alex = visit("approver").signed_in("/inbox")
    heading(alex.page, "Inbox")
    url = f"{alex.stack['ws_url']}?ticket={alex.person.ticket()}"
    assert alex.page.evaluate(SOCKET, url) == "open"
    elsewhere = alex.stack["endpoint_url"].replace("http", "ws", 1)
    assert alex.page.evaluate(SOCKET, f"{elsewhere}/") == "refused"
    alex.hears("content policy: connect-src")
    alex.allow("content policy: connect-src", "violates the following Content Security Policy")


@pytest.fixture(scope="module", autouse=True)
def _awake(stack: dict[str, Any]) -> None:
    """What answers first is slow, and no matter of the page's."""
    for user in ("customer", "approver"):
        Person(stack, user).me()
