"""The stand-in as a writer: JSON by any schema, within its limits, the same each time."""

import json
from typing import Any

import jsonschema_rs
import pytest

from localstack.model.reply import reply_to

Json = dict[str, Any]
FACTS = "Brand: Sunrise Dental\nOfferings: Check-ups, Braces\nLocation: Pune, India\nTopic: Why we floss every day"


def text(most: int) -> Json:
    return {"type": "string", "minLength": 1, "maxLength": most}


def posts(count: int, most: int = 200, tags: int = 3) -> Json:
    one = {
        "type": "object", "required": ["text", "hashtags"], "additionalProperties": False,
        "properties": {"text": text(most), "hashtags": {"type": "array", "maxItems": tags, "items": text(40)}},
    }  # fmt: skip
    return {
        "type": "object", "required": ["posts"], "additionalProperties": False,
        "properties": {"posts": {"type": "array", "minItems": count, "maxItems": count, "items": one}},
    }  # fmt: skip


def asked(schema: Json, *told: str) -> Json:
    shape = {"type": "json_schema", "json_schema": {"name": "posts", "strict": True, "schema": schema}}
    return {"messages": [{"role": "user", "content": one} for one in told], "response_format": shape}


def answer(schema: Json, *told: str) -> Any:
    said = json.loads(reply_to(asked(schema, *told)).text)
    assert jsonschema_rs.is_valid(schema, said), said
    return said


@pytest.mark.parametrize("most", [1, 17, 60, 280, 3000])
@pytest.mark.parametrize("count", [1, 4, 28])
def test_an_answer_is_valid_up_to_the_limit_of_its_texts(count: int, most: int) -> None:
    said = answer(posts(count, most), FACTS)
    assert len(said["posts"]) == count


def test_the_same_brief_gives_the_same_bytes() -> None:
    wanted = asked(posts(3), FACTS)
    assert reply_to(wanted).text == reply_to(wanted).text


def test_each_post_of_a_campaign_is_another_one() -> None:
    texts = [post["text"] for post in answer(posts(8), FACTS)["posts"]]
    assert len(set(texts)) == 8
    assert all("Sunrise Dental" in one for one in texts)


def test_a_limit_that_stands_in_words_is_kept() -> None:
    schema = {
        "type": "object", "required": ["text"], "additionalProperties": False,
        "properties": {"text": {"type": "string", "description": "The post (30 characters at most)"}},
    }  # fmt: skip
    assert 0 < len(answer(schema, FACTS)["text"]) <= 30


def test_a_complaint_makes_it_shorter() -> None:
    first = answer(posts(1, 80), FACTS)["posts"][0]["text"]
    again = answer(
        posts(1, 80), FACTS, "Answer once more, whole, with this put right:\n- Post 1: It is too long."
    )
    assert len(again["posts"][0]["text"]) <= 40 < len(first)


def test_a_post_is_adapted_from_the_canonical_one() -> None:
    said = answer(posts(2), f"{FACTS}\nPost 1: One. Brush first.\nPost 2: Two. Floss then.")
    assert [post["text"] for post in said["posts"]] == ["Brush first.", "Floss then."]


def test_a_reviewers_note_changes_the_post() -> None:
    said = answer(posts(1), f'{FACTS}\nPost 1: Floss daily.\nReviewer\'s note: end with "See you soon."')
    assert said["posts"][0]["text"] == "Floss daily. See you soon."


def test_a_hashtag_that_is_not_wanted_is_not_used() -> None:
    told = f"{FACTS}\nHashtags never to use: floss"
    assert answer(posts(1), told)["posts"][0]["hashtags"] == ["every"]
