"""The stand-in among people: it calls what is outside, takes a no, tells of an edit, and follows a reviewer's note."""

import json
from typing import Any

import pytest

from localstack.model.reply import reply_to
from localstack.tests.model.offered import SYSTEM, WEIGHTS, called, request, strict, tool

Json = dict[str, Any]
WEB = [
    tool(
        "web__http_call",
        "Make one web request.",
        strict(
            {
                "url": {"type": "string"},
                "method": {"type": "string", "default": "GET"},
                "headers": {"anyOf": [{"type": "object"}, {"type": "null"}], "default": None},
                "body": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
            }
        ),
    )
]
INDEX = SYSTEM + "- web: Web requests to the world outside.\n"
JSON = {"Content-Type": "application/json"}
ROW = {"day": "2026-11-20", "kg": 82.5, "note": None}


def after(result: Json, *notes: str, text: str = "log 82.5 kg for today", call: Json | None = None) -> str:
    """What it says once its call came back with this."""
    name = "web__http_call" if call else "weights__create"
    said = called(name, json.dumps(call or ROW), json.dumps(result))
    told = [{"role": "system", "content": f"Reviewer's note: {note}"} for note in notes]
    return reply_to(request(text, WEIGHTS + WEB, *said, *told)).text


@pytest.mark.parametrize(
    ("text", "url", "method", "headers", "body"),
    [
        ("call https://api.example.com/v1/things", "https://api.example.com/v1/things", "GET", None, None),
        ("fetch https://example.com/a?b=c.", "https://example.com/a?b=c", "GET", None, None),
        ("call https://example.com/hook with ping", "https://example.com/hook", "POST", None, "ping"),
        (
            'post {"kg": 82.5} to http://127.0.0.1:8604/log',
            "http://127.0.0.1:8604/log",
            "POST",
            JSON,
            '{"kg": 82.5}',
        ),
        (
            "please post “Hello, world” to https://a.example/",
            "https://a.example/",
            "POST",
            None,
            "Hello, world",
        ),
        ("put 'x' to https://a.example/1", "https://a.example/1", "PUT", None, "x"),
        ("delete https://a.example/1", "https://a.example/1", "DELETE", None, None),
    ],
)
def test_a_url_becomes_a_request_word_for_word(
    text: str, url: str, method: str, headers: Json | None, body: str | None
) -> None:
    reply = reply_to(request(text, WEB))
    assert reply.tool == "web__http_call"
    assert json.loads(reply.arguments) == {"url": url, "method": method, "headers": headers, "body": body}


def test_what_reaches_outside_is_opened_first() -> None:
    reply = reply_to(request("call https://example.com", WEIGHTS, system=INDEX))
    assert (reply.tool, json.loads(reply.arguments)) == ("load_capability", {"domain": "web"})


def test_without_anything_that_reaches_outside_a_url_is_only_a_word() -> None:
    assert reply_to(request("log 82 kg, note: see https://a.example", WEIGHTS)).tool == "weights__create"


def test_the_answer_from_outside_is_told_with_what_was_really_sent() -> None:
    sent = {"url": "https://a.example/", "method": "POST", "headers": None, "body": "x"}
    result = {"status": "ok", "result": {"status_code": 201, "body": '{"ok": true}', "headers": {}}}
    said = after(result, text="post x to https://a.example/", call=sent)
    assert said == 'POST https://a.example/ was answered with 201: {"ok": true}.'
    edited = {**result, "edited": {"by": "person", "arguments": {**sent, "url": "https://b.example/"}}}
    said = after(edited, text="post x to https://a.example/", call=sent)
    assert said.startswith("POST https://b.example/ was answered with 201")
    assert "url https://b.example/ instead of https://a.example/" in said


@pytest.mark.parametrize("shape", [{"status": "denied"}, {"ok": False, "denied": True}])
def test_a_persons_no_is_taken_with_its_reason_and_nothing_is_tried_again(shape: Json) -> None:
    reason = {"rule": "person", "detail": "Weigh yourself in the morning."}
    said = after(shape | reason, text="log 82.5 kg for today then show my weights")
    assert said == "That was not done; a person said no: Weigh yourself in the morning."


def test_an_edit_is_told_as_what_was_really_done() -> None:
    edited = {"by": "person", "arguments": {**ROW, "kg": 82.4}, "diff": []}
    said = after({"status": "ok", "result": {"revision": 3}, "edited": edited})
    assert "(Date 2026-11-20, Weight (kg) 82.4)" in said
    assert said.endswith("A person changed it before approving: Weight (kg) 82.4 instead of 82.5.")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("responded", "A person answered instead: Use pounds."),
        ("unknown", "it is being checked"),
        ("expired", "nobody decided in time"),
        ("failed", "declined at the other end: Use pounds."),
    ],
)
def test_other_outcomes_are_told_as_they_are(status: str, words: str) -> None:
    assert words in after({"status": status, "detail": "Use pounds."})


def test_a_call_that_shall_be_revised_is_made_once_more_from_the_persons_words() -> None:
    first = called(
        "weights__create", json.dumps(ROW), '{"status": "revise", "detail": "log 81 kg for yesterday"}'
    )
    reply = reply_to(request("log 82.5 kg for today", WEIGHTS, *first))
    assert (reply.tool, json.loads(reply.arguments)["kg"]) == ("weights__create", 81)
    again = called("weights__create", reply.arguments, '{"status": "ok", "result": {}}', "call_2")
    assert "Done: added" in reply_to(request("log 82.5 kg for today", WEIGHTS, *first, *again)).text


EDITED = {"status": "ok", "result": {}, "edited": {"arguments": {**ROW, "kg": 82.4}}}
SHORT = "Done: added in weights (Date 2026-11-20, Weight (kg) 82.4)."


@pytest.mark.parametrize("note", ["Answer in one short sentence.", "be brief"])
def test_a_note_that_asks_for_brevity_gets_one_sentence(note: str) -> None:
    assert len(after(EDITED)) > len(SHORT)
    assert after(EDITED, note) == SHORT


def test_words_that_a_note_asks_for_are_said_where_it_wants_them() -> None:
    assert after(EDITED, "be brief", "End with “Well done.”") == f"{SHORT} Well done."
    assert after(EDITED, "be brief", 'Begin with "Hello Asha."') == f"Hello Asha. {SHORT}"
    assert after(EDITED, "be brief", 'Do not say "Done"') == SHORT


def test_an_answer_that_was_withheld_is_not_given_again() -> None:
    whole = after(EDITED)
    withheld = f"Your answer was withheld, not shown: «{whole}» Reason: one short sentence, please"
    assert after(EDITED, withheld) == SHORT
    withheld = f"Your answer was withheld, not shown: «{whole}» Reason: not like that"
    assert after(EDITED, withheld) == "I was asked not to say that: not like that."


def test_a_note_changes_words_and_no_deeds() -> None:
    note = {"role": "system", "content": "Reviewer's note: be brief"}
    with_note = reply_to(request("log 82.5 kg for today", WEIGHTS, note))
    assert with_note == reply_to(request("log 82.5 kg for today", WEIGHTS))
