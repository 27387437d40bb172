"""The stand-in model: what it asks for, and what it says, given a request."""

import json
from typing import Any

import pytest

from localstack.model.reply import reply_to
from localstack.model.turn import read_turn
from localstack.tests.model.offered import LOADER, PROFILE, SLEEP, WEIGHTS, called, request, strict, tool

Json = dict[str, Any]


def arguments(text: str, tools: list[Json]) -> tuple[str, Any]:
    reply = reply_to(request(text, tools))
    return reply.tool, json.loads(reply.arguments or "null")


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("log 82.5 kg for today", "weights"),
        ("show my weights", "weights"),
        ("I slept 7 hours", "sleep"),
        ("update my profile", "profile"),
    ],
)
def test_a_domain_that_is_only_in_the_index_is_loaded_first(text: str, domain: str) -> None:
    assert arguments(text, []) == ("load_capability", {"domain": domain})


@pytest.mark.parametrize(
    ("text", "name", "filled"),
    [
        ("log 82.5 kg for today", "create", {"day": "2026-11-20", "kg": 82.5, "note": None}),
        ("Please add 82,5kg for yesterday", "create", {"day": "2026-11-19", "kg": 82.5, "note": None}),
        ("I weigh 81 kilos", "create", {"day": "2026-11-20", "kg": 81, "note": None}),
        ("log 82 kg, note: after a run", "create", {"day": "2026-11-20", "kg": 82, "note": "after a run"}),
        ("record 80.1 kg on 18 November", "create", {"day": "2026-11-18", "kg": 80.1, "note": None}),
        (
            "change the weight of 2026-11-18 to 79.9",
            "update",
            {"day": "2026-11-18", "kg": 79.9, "note": None, "revision": None},
        ),
        (
            "edit yesterday's weight to 79 kg",
            "update",
            {"day": "2026-11-19", "kg": 79, "note": None, "revision": None},
        ),
        ("remove today's weight", "delete", {"key": "2026-11-20"}),
        ("what are my weights?", "list", {"limit": None, "cursor": None}),
        ("show the last 5 weights", "list", {"limit": 5, "cursor": None}),
        ("open my weights", "open_form", {}),
        ("show me the weights form", "open_form", {}),
        ("edit my weights", "open_form", {}),
    ],
)
def test_a_wish_becomes_a_call_of_the_offered_tool(text: str, name: str, filled: Json) -> None:
    assert arguments(text, WEIGHTS) == (f"weights__{name}", filled)


def test_numbers_go_where_their_words_point_and_enums_match_by_word() -> None:
    name, filled = arguments("I slept 7.5 hours last night, quality good, woken 2 times", SLEEP)
    assert (name, filled) == (
        "sleep__create",
        {"night": "2026-11-20", "hours": 7.5, "quality": "good", "wakings": 2},
    )


def test_optional_fields_that_were_not_named_stay_null() -> None:
    name, filled = arguments("set my profile name to Asha and my goal is run a marathon; thanks", PROFILE)
    assert name == "profile__save"
    assert filled == {"name": "Asha", "goal": "run a marathon", "height_cm": None, "vegetarian": None}


def test_a_batch_tool_alone_takes_one_row_or_one_removal() -> None:
    batch = [t for t in WEIGHTS if t["function"]["name"] == "weights__save_batch"]
    row = {"day": "2026-11-20", "kg": 82.5, "note": None}
    assert arguments("log 82.5 kg", batch)[1] == {"revision": None, "upserts": [row], "deletes": []}
    gone = {"revision": None, "upserts": [], "deletes": ["2026-11-19"]}
    assert arguments("delete yesterday's weight", batch)[1] == gone


def test_a_domain_it_has_never_heard_of_works_from_its_schema() -> None:
    post = strict(
        {"network": {"type": "string", "enum": ["mastodon", "bluesky"]}, "text": {"type": "string"}}
    )
    tools = [tool("social__publish_post", "Publish a post.", post)]
    name, filled = arguments('publish a post on bluesky saying "Hello, world"', tools)
    assert (name, filled) == ("social__publish_post", {"network": "bluesky", "text": "Hello, world"})


def test_what_is_missing_is_asked_for() -> None:
    reply = reply_to(request("log my weight for today", WEIGHTS))
    assert reply.tool == ""
    assert "Weight (kg)" in reply.text


def test_out_of_range_values_are_passed_on_for_the_tool_to_refuse() -> None:
    assert arguments("log 900 kg for today", WEIGHTS)[1]["kg"] == 900


def test_a_result_is_told_with_its_values() -> None:
    row = {"day": "2026-11-20", "kg": 82.5, "note": None}
    said = called(
        "weights__create",
        json.dumps(row),
        json.dumps({"status": "ok", "result": {"row": row, "revision": 3}}),
    )
    reply = reply_to(request("log 82.5 kg for today", WEIGHTS, *said))
    assert reply.text == "Done: added in weights (Date 2026-11-20, Weight (kg) 82.5)."


@pytest.mark.parametrize(
    "result",
    [
        {"status": "refused", "problems": [{"pointer": "/kg", "detail": "At most 400, please."}]},
        {"ok": False, "detail": "At most 400, please.", "problems": []},
        {"status": "denied", "rule": "kill_switch", "detail": "At most 400, please"},
        {"ok": False, "problem": {"title": "Invalid", "status": 422, "detail": "At most 400, please."}},
    ],
)
def test_a_refusal_is_told_plainly_and_not_tried_again(result: Json) -> None:
    said = called("weights__create", '{"kg": 900}', json.dumps(result))
    reply = reply_to(request("log 900 kg for today then show my weights", WEIGHTS, *said))
    assert reply.tool == ""
    assert "not done" in reply.text
    assert "At most 400, please" in reply.text


def test_rows_are_listed_and_an_empty_list_is_said_to_be_empty() -> None:
    rows = {
        "items": [{"day": "2026-11-19", "kg": 83.0}, {"day": "2026-11-20", "kg": 82.5}],
        "next_cursor": None,
    }
    reply = reply_to(request("show my weights", WEIGHTS, *called("weights__list", "{}", json.dumps(rows))))
    assert "82.5" in reply.text
    assert "83.0" in reply.text
    nothing = called("weights__list", "{}", json.dumps({"items": [], "next_cursor": None}))
    assert "nothing in weights" in reply_to(request("show my weights", WEIGHTS, *nothing)).text


def test_an_opened_form_invites_to_edit_and_save() -> None:
    said = called("weights__open_form", "{}", json.dumps({"status": "ok", "result": {"form": {"rows": []}}}))
    reply = reply_to(request("open my weights", WEIGHTS, *said))
    assert "press Save" in reply.text


def test_two_wishes_are_done_one_after_the_other() -> None:
    text = "log 82.5 kg for today then show my weights"
    first = called("weights__create", "{}", '{"status": "ok", "result": {}}')
    assert reply_to(request(text, WEIGHTS)).tool == "weights__create"
    assert reply_to(request(text, WEIGHTS, *first)).tool == "weights__list"


def test_after_loading_the_domain_its_tool_is_called() -> None:
    loaded = called("load_capability", '{"domain": "weights"}', "# Weights\nOne per day.")
    assert reply_to(request("log 82.5 kg for today", WEIGHTS, *loaded)).tool == "weights__create"


def test_a_domain_that_will_not_load_is_not_asked_for_again() -> None:
    loaded = called(
        "load_capability", '{"domain": "weights"}', '{"ok": false, "problem": {"detail": "Not yours."}}'
    )
    reply = reply_to(request("log 82.5 kg for today", [], *loaded))
    assert reply.tool == ""
    assert "Not yours" in reply.text


def test_it_stays_with_the_domain_last_spoken_of() -> None:
    history = called("weights__create", '{"kg": 82}', '{"status": "ok"}')
    messages = [
        {"role": "user", "content": "log 82 kg"},
        *history,
        {"role": "user", "content": "change it to 83"},
    ]
    reply = reply_to({"messages": messages, "tools": [LOADER, *WEIGHTS, *SLEEP]})
    assert reply.tool == "weights__update"


@pytest.mark.parametrize("text", ["hello", "how are you?", "tell me a joke", "thanks!"])
def test_small_talk_is_answered_as_a_stand_in(text: str) -> None:
    reply = reply_to(request(text, []))
    assert reply.tool == ""
    assert "stand-in" in reply.text


def test_a_wanted_json_shape_is_honoured() -> None:
    schema = strict(
        {"steps": {"type": "array", "minItems": 1, "items": strict({"name": {"type": "string"}})}}
    )
    shape = {"type": "json_schema", "json_schema": {"name": "plan", "schema": schema}}
    reply = reply_to({**request("plan my week", []), "response_format": shape})
    assert len(json.loads(reply.text)["steps"]) == 1


def test_the_index_is_the_last_list_of_the_first_system_message() -> None:
    system = "You coach.\n- be brief\n- weights matter: a lot\n\nDomains:\n- steps\n- meals: What you ate.\n"
    guide = {
        "role": "system",
        "content": "# Weights\n- day: the date\n- kg: the weight\nToday is 2026-11-20.",
    }
    messages = [{"role": "system", "content": system}, guide, {"role": "user", "content": "show my meals"}]
    turn = read_turn({"messages": messages, "tools": [LOADER]})
    assert turn.index == {"steps": "", "meals": "What you ate."}
    assert turn.today.isoformat() == "2026-11-20"
