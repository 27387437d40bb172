"""A tool, an effect and a verb have one spelling; whatever looks like one of them is not it."""

from dataclasses import replace

import pytest
from greenlight.errors import NotFound

from functions.executor.action import known
from functions.executor.bus.vocabulary import VERBS, known_verb
from functions.executor.policy.texts import schema_text

from .scenes import CREATE, ORDER, READ, SEND, WHO, scene

# What people and models write for `notes.create`, and what an attacker would.
TOOLS = [
    "Notes.create", "NOTES.CREATE", "notes.Create", "notes__CREATE", "notes.create ", " notes.create",
    "notes .create", "notes. create", "notes\t.create", "notes.create\n", "notes.create\x00", "notes..create",
    "notes.create.", ".notes.create", "notes/create", "notes:create", "notes-create", "notes_create",
    "notes___create", "notes____create", "notes__create__x", "notes.create__x", "x__notes__create",
    "notes__create.x", "notes.__create", "notes__.create", "notes", "create", "", ".", "__", "notes.", "__create",
    "notes.cre\u0430te", "\uff4eotes.create", "notes\uff0ecreate", "notes\u2024create", "notes.create\u200b",
    "\ufeffnotes.create", "notes\u00ad.create", "notes.cr\u0435ate", "\u207fotes.create", "notes.create\u0301",
    "notes%2Ecreate", "notes.create()", "functions.notes.create", "tool-notes-create", "notes.fly",
    "nowhere.create", "notes.save__batch", "notes.open__form",
]  # fmt: skip
VERB_SPELLINGS = [
    "Send", "SEND", " send", "send ", "s\u0435nd", "\uff53end", "send\u200b", "sends", "delete", "", "send,post", "buy",
]  # fmt: skip


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_in_any_other_spelling_does_not_exist(name: str) -> None:
    with pytest.raises(NotFound):
        known(WHO, "call_1", name, {"text": "hello"})


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize("name", ["notes.create", "notes__create"])
def test_its_two_spellings_are_one_tool(name: str) -> None:
    assert known(WHO, "call_1", name, {"text": "hello"}).tool == "notes.create"


@pytest.mark.parametrize("tool", [name for name in TOOLS if name not in {"notes.fly", "nowhere.create"}])
def test_the_bus_itself_takes_no_odd_spelling_either(tool: str) -> None:
    said = known_verb(scene(replace(CREATE, tool=tool)))
    assert said
    assert said.rule == "known_verb"
    assert not tool.strip(".") or tool not in said.detail


@pytest.mark.parametrize("verb", VERB_SPELLINGS)
def test_a_verb_in_any_other_spelling_is_unknown(verb: str) -> None:
    assert known_verb(scene(replace(SEND, verb=verb)))


@pytest.mark.parametrize("effect", ["Read", "READ", "read ", "magic", "", "delete", "extern\u0430l"])
def test_an_effect_in_any_other_spelling_is_unknown(effect: str) -> None:
    assert known_verb(scene(replace(CREATE, effect=effect)))
    assert known_verb(scene(replace(SEND, effect=effect)))


def test_only_what_goes_outside_has_a_verb_and_it_must_have_one() -> None:
    assert known_verb(scene(replace(SEND, verb=None)))
    assert known_verb(scene(replace(CREATE, verb="send")))
    assert known_verb(scene(replace(READ, verb="post")))
    assert all(known_verb(scene(action)) is None for action in (CREATE, READ, SEND, ORDER))


def test_the_schema_knows_the_same_effects_and_verbs() -> None:
    verbs = ", ".join(f'"{verb}"' for verb in ("publish", "post", "send", "place_order", "close_position"))
    assert f"entity Verb enum [{verbs}];" in schema_text()
    assert VERBS["external"] == {"publish", "post", "send", "place_order", "close_position"}
    assert 'entity Effect enum ["read", "write", "external"];' in schema_text()
    assert set(VERBS) == {"read", "write", "external"}
