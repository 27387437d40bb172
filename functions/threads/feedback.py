"""What people think of answers: one opinion per person and answer, kept for the dataset (seed 002)."""

from typing import Any

from greenlight.declare import MODELS
from greenlight.items import Item, Items
from greenlight.keys import ItemKey, Keys, new_id
from greenlight.rest import Answer, answer, body, current_caller, query
from greenlight.spec import spec
from greenlight.threads.records import utc
from greenlight.threads.runs import Runs

from .schemas import Feedback, FeedbackQuery, Feedbacks, NewFeedback
from .views import OWNER


@spec(body=NewFeedback, returns=Feedback, status=201, roles=OWNER)
def give_feedback() -> Answer:
    """Thumbs and a note on an answer; given again, it replaces what was said of that answer before."""
    caller, given = current_caller(), body(NewFeedback)
    run = Runs(caller.tenant_id).run_of(caller.user_id, given.run_id)
    about = {"thread_id": run["thread_id"], "agent_id": run["agent_id"]}
    key = Keys(caller.tenant_id).feedback(caller.user_id, run["thread_id"], given.target_id)
    return answer(feedback_of(_kept(key, given.model_dump() | about)), 201)


@spec(query=FeedbackQuery, returns=Feedbacks)
def list_feedback() -> dict[str, Any]:
    """What I said of the answers in a thread."""
    caller, wanted = current_caller(), query(FeedbackQuery)
    Runs(caller.tenant_id).thread(caller.user_id, wanted.thread_id)
    every = Keys(caller.tenant_id).feedback_of(caller.user_id, wanted.thread_id)
    page = Items(MODELS).query(every["pk"], begins=every["sk"], limit=wanted.limit, cursor=wanted.cursor)
    return {"items": [feedback_of(item).model_dump() for item in page.items], "next_cursor": page.next}


def feedback_of(item: Item) -> Feedback:
    return Feedback.model_validate(item)


def _kept(key: ItemKey, said: Item) -> Item:
    names = {f"#{name}": name for name in said}
    values = {f":{name}": value for name, value in said.items()}
    return Items(MODELS).update(
        key,
        f"SET {', '.join(f'#{name} = :{name}' for name in said)}, feedback_id = if_not_exists(feedback_id, :id), "
        "created_at = if_not_exists(created_at, :now), updated_at = :now ADD revision :one",
        values={**values, ":id": new_id("fbk"), ":now": utc(), ":one": 1},
        names=names,
    )
