"""What a warm process remembers of the catalogue, and when it asks again."""

from functions.agent.tests.fakes import HASH, FakePlatform, play, tool
from functions.agent.tests.stand_in import says, standing_in
from functions.agent.tools import Shelf


def test_the_catalogue_is_asked_for_once_and_then_only_when_its_hash_is_another() -> None:
    shelf = Shelf()
    asked = []
    for platform in [FakePlatform(loaded=["weights"]) for _ in range(2)] + [
        FakePlatform(catalogue_hash="b" * 64)
    ]:
        with standing_in(says("Hello.")) as model:
            play(model.url, platform, shelf=shelf)
        asked.append(
            [
                {k: v for k, v in body.items() if k != "run_token"}
                for body in platform.asked_of("capabilities")
            ]
        )
    assert asked == [[{}, {"domain": "weights"}], [], [{"etag": HASH}]]


def test_a_new_catalogue_replaces_what_was_remembered_of_the_old_one() -> None:
    shelf = Shelf()
    with standing_in(says("Hello.")) as model:
        play(model.url, FakePlatform(loaded=["weights"]), shelf=shelf)
    changed = FakePlatform(loaded=["weights"], catalogue_hash="b" * 64)
    changed.hash = "b" * 64
    changed.domains["weights"] = [tool("weights", "list")]
    with standing_in(says("Hello.")) as model:
        play(model.url, changed, shelf=shelf)
    assert [t["function"]["name"] for t in model.requests[0]["tools"]] == ["load_capability", "weights__list"]
    assert {key[0] for key in shelf.skills} == {"b" * 64}
