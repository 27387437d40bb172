"""Asking the model within the agent's budget: reserved before each call, settled by what it used, checked after."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from secrets import token_hex

from greenlight import spending
from greenlight.errors import OverBudget
from greenlight.prices import Prices
from greenlight.reading import pointer
from greenlight.spending import Reservation, month_of

from .errors import Misconfigured, ModelUnavailable, Unusable
from .given import Given
from .model import Answer, JsonModel, in_words
from .ports import Check, Json

ATTEMPTS = 2
TOKENS = 2_000  # of an answer with a few texts, where the type's planner says nothing
TEXTS = 3
MOST_TOKENS = 16_000
HOLD = 600  # seconds: far longer than the Lambda that holds it may run


@dataclass(frozen=True, slots=True)
class PaidWriter:
    """A `ports.Writer`. `name` tells the run's holds apart."""

    given: Given
    model: JsonModel
    prices: Prices
    now: Callable[[], float] = time.time

    def write(self, name: str, messages: Sequence[Json], schema: Json, texts: int, check: Check) -> Json:
        asked, whole, found = list(messages), None, list[str]()
        for _ in range(ATTEMPTS):
            try:
                answer = self._paid(name, asked, schema, texts)
            except OverBudget:
                if whole is None:
                    raise
                break
            said = _read(answer.text)
            found = _problems(said, schema) if said is not None else ["It is no JSON object."]
            if said is not None and not found and not (found := list(check(said))):
                return said
            if said is not None and not _problems(said, in_words(schema)):
                whole = said
            asked = [*messages, {"role": "assistant", "content": answer.text}, _again(found)]
        if whole is None:
            raise Unusable(f"The model's answer breaks its schema: {'; '.join(found)}", rule="model")
        return whole  # over a limit somewhere: the posts that are will be refused, the others kept

    def _paid(self, name: str, messages: Sequence[Json], schema: Json, texts: int) -> Answer:
        tokens = self._tokens(texts)
        held = self._reserve(self.prices.most(messages, schema, tokens))
        try:
            answer = self.model.ask(name, messages, schema, tokens)
        except ModelUnavailable as unavailable:
            self._settle(held, None if unavailable.worked else 0)
            raise
        except Unusable:
            self._settle(held)  # it was counted on the other side
            raise
        except Misconfigured:
            self._settle(held, 0)
            raise
        counted = answer.tokens_in + answer.tokens_out > 0
        self._settle(held, self.prices.cents(answer.tokens_in, answer.tokens_out) if counted else None)
        return answer

    def _tokens(self, texts: int) -> int:
        """What the type's planner allows for a few texts; in proportion for more."""
        said = int(self.given.type.planner.get("output_tokens", TOKENS))
        return min(said * -(-texts // TEXTS), MOST_TOKENS)

    def _reserve(self, cents: int) -> Reservation | None:
        """Raises OverBudget. What costs nothing holds nothing."""
        if cents < 1:
            return None
        agent, now = self.given.agent, self.now()
        wanted = Reservation(agent.agent_id, month_of(now), token_hex(12), cents, int(now) + HOLD)
        if not spending.reserve(self.given.run.tenant_id, wanted, agent.budget_cents, now):
            detail = f"Writing this may cost {cents} cents, more than is left of this month's budget of {agent.name}."
            raise OverBudget(detail, rule="budget")
        return wanted

    def _settle(self, held: Reservation | None, cents: int | None = None) -> None:
        """None for a call that nobody has counted: all that was held is spent."""
        if held:
            spending.settle(self.given.run.tenant_id, held, held.cents if cents is None else cents)


def _read(text: str) -> Json | None:
    try:
        said = json.loads(text)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _problems(said: Json, schema: Json) -> list[str]:
    """Why it is no answer by the schema; no message repeats what the model wrote."""
    import jsonschema_rs

    judge = jsonschema_rs.Draft202012Validator(dict(schema), mask="it")
    return [f"{pointer(*error.instance_path)} {error.message}" for error in judge.iter_errors(said)][:10]


def _again(found: Sequence[str]) -> Json:
    listed = "\n".join(f"- {one}" for one in found)
    return {"role": "user", "content": f"Answer once more, whole, with this put right:\n{listed}"}
