"""Visits each page as its person and takes its picture in every look; tells what the page itself complained of."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, expect

from tests.e2e.visitor import Visitor

from .pages import Shown

LOOKS = ("light", "dark", "narrow", "narrow-dark")
SETTLED = 400  # ms, for what comes in after the page: counts, the socket, a closing animation


def take(
    stack: Mapping[str, Any],
    browser: Browser,
    pages: Sequence[Shown],
    ids: Mapping[str, str],
    looks: Sequence[str],
    folder: Path,
) -> Iterator[tuple[Shown, list[str]]]:
    """Each page as it is done, with what is wrong with it."""
    visitors: dict[str, Visitor] = {}
    for shown in pages:
        if shown.who not in visitors:
            visitors[shown.who] = Visitor(stack, browser, shown.who or "customer")
        visitor = visitors[shown.who]
        yield shown, _pictures(visitor, shown, shown.path.format_map(ids), looks, folder)


def _pictures(visitor: Visitor, shown: Shown, path: str, looks: Sequence[str], folder: Path) -> list[str]:
    visitor.troubles.heard.clear()
    visitor.wide().light()
    try:
        visitor.signed_in(path) if shown.who else visitor.open(path)
        _settle(visitor)
        if shown.click:
            visitor.page.get_by_role("button", name=shown.click).first.click()
    except (Error, AssertionError) as error:
        return [str(error).splitlines()[0]]
    wrong = []
    for look in looks:
        (visitor.narrow if "narrow" in look else visitor.wide)()
        (visitor.dark if "dark" in look else visitor.light)()
        visitor.page.wait_for_timeout(SETTLED)
        visitor.page.screenshot(
            path=folder / f"{shown.name}-{look}.png", full_page=True, animations="disabled"
        )
        wrong += [f"{look}: {said}" for said in _faults(visitor)]
    return wrong + list(visitor.troubles.heard)


def _settle(visitor: Visitor) -> None:
    """Its heading stands there, and nothing says any more that it is loading."""
    expect(visitor.page.get_by_role("heading", level=1).first).to_be_visible()
    with suppress(Error):  # a page that polls is never idle
        visitor.page.wait_for_load_state("networkidle", timeout=3_000)
    expect(visitor.page.get_by_text("Loading", exact=True)).to_have_count(0)


def _faults(visitor: Visitor) -> Iterator[str]:
    for look in (visitor.axe, visitor.fits):
        try:
            look()
        except AssertionError as found:
            yield str(found).partition("\n")[2] or str(found)
