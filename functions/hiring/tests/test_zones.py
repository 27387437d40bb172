"""The time zones that the API offers are ones that Python knows, and what a config is checked by."""

from zoneinfo import ZoneInfo

from greenlight.agent_types import check_config, published

from tests.standins.hired import TRADING, trading

from .conftest import ask


def test_every_zone_on_offer_can_be_configured(person: str) -> None:
    said = ask("GET", "/time-zones", user=person).body
    kind, config = published(TRADING), trading()
    assert all(check_config(kind, {**config, "timezone": zone}) == [] for zone in said["items"])
    assert check_config(kind, {**config, "timezone": "Mars/Olympus"}) != []


def test_zones_are_places_and_utc(person: str) -> None:
    items = ask("GET", "/time-zones", user=person).body["items"]
    assert items[0] == "UTC"
    assert items[1:] == sorted(items[1:])
    assert {"Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"} <= set(items)
    assert not [name for name in items if name.startswith(("Etc/", "posix", "right", "SystemV"))]
    assert all(ZoneInfo(name) for name in items)


def test_it_says_the_callers_own(person: str) -> None:
    assert ask("GET", "/time-zones", user=person).body["yours"] == "Europe/Berlin"
