"""The canonical texts of a marketing run: written once by the model, before any platform's."""

from functions.goal_run.given import Given
from functions.goal_run.ports import Json, Ports

from . import marketing_brief as brief
from . import marketing_plan as plan

TITLE, TEXT, THEME = 80, 1_000, 120  # characters at most


def compose(given: Given, ports: Ports) -> Json:
    """`{theme, posts: [{title, text, week}]}`. Raises what the writer raises."""
    count = plan.posts(given)
    answer = ports.writer().write(
        "canonical_posts", brief.canonical(given), schema(count), count, lambda _: ()
    )
    posts = [{**post, "week": plan.week(given, n)} for n, post in enumerate(answer["posts"])]
    return {"theme": answer["theme"], "posts": posts}


def schema(posts: int) -> Json:
    post = {
        "type": "object", "required": ["title", "text"], "additionalProperties": False,
        "properties": {
            "title": {"type": "string", "minLength": 1, "maxLength": TITLE, "description": "For the calendar."},
            "text": {"type": "string", "minLength": 1, "maxLength": TEXT, "description": "The post's full text."},
        },
    }  # fmt: skip
    return {
        "type": "object", "required": ["theme", "posts"], "additionalProperties": False,
        "properties": {
            "theme": {"type": "string", "minLength": 1, "maxLength": THEME, "description": "The theme in a few words."},
            "posts": {"type": "array", "minItems": posts, "maxItems": posts, "items": post},
        },
    }  # fmt: skip
