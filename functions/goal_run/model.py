"""The agent's model, behind any OpenAI-compatible server: one question, one JSON answer by a schema."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from greenlight import aws

from .errors import Misconfigured, ModelUnavailable, Unusable
from .ports import Json

if TYPE_CHECKING:
    from openai import OpenAI

PATIENCE = 60.0  # seconds
IN_WORDS = {"maxLength", "minLength"}  # of texts: what strict structured outputs do not know
AT_MOST = "characters at most"


@dataclass(frozen=True, slots=True)
class Answer:
    """`tokens_in` and `tokens_out` as the server counted them, 0 where it did not."""

    text: str
    tokens_in: int
    tokens_out: int


class JsonModel:
    def __init__(self, client: "OpenAI", name: str, patience: float = PATIENCE) -> None:
        self._client, self.name, self._patience = client, name, patience

    def ask(self, name: str, messages: Sequence[Json], schema: Json, tokens: int) -> Answer:
        """Raises ModelUnavailable, Misconfigured; Unusable where it refuses or breaks off."""
        from openai import Timeout

        shape = {
            "type": "json_schema",
            "json_schema": {"name": name, "strict": True, "schema": in_words(schema)},
        }
        request: Any = {
            "model": self.name, "messages": list(messages), "response_format": shape, "max_completion_tokens": tokens,
            "timeout": Timeout(self._patience, connect=5),
        }  # fmt: skip
        with _failures():
            said = self._client.chat.completions.create(**request)
        choice = said.choices[0]
        if choice.finish_reason != "stop" or not choice.message.content:
            raise Unusable("The model refused, or broke off before its answer was whole.", rule="model")
        used = said.usage
        return Answer(
            choice.message.content,
            used.prompt_tokens or 0 if used else 0,
            used.completion_tokens or 0 if used else 0,
        )


def in_words(schema: Any) -> Any:
    """The schema within what strict structured outputs allow: lengths of texts stand in their descriptions."""
    if isinstance(schema, Mapping):
        kept = {name: in_words(value) for name, value in schema.items() if name not in IN_WORDS}
        most, about = schema.get("maxLength"), str(schema.get("description", ""))
        if isinstance(most, int) and AT_MOST not in about:
            kept["description"] = f"{about} ({most} {AT_MOST})".strip()
        return kept
    return [in_words(one) for one in schema] if isinstance(schema, list | tuple) else schema


@contextmanager
def _failures() -> Iterator[None]:
    """The client's exceptions as what the machine or the customer can do about them; never the server's own words."""
    import httpx2
    import openai

    try:
        yield
    except openai.RateLimitError as error:
        raise ModelUnavailable(type(error).__name__, worked=False) from None
    except (openai.APIConnectionError, openai.InternalServerError) as error:
        reached = not isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)
        raise ModelUnavailable(type(error).__name__, worked=reached) from None
    except (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError):
        json_model.cache_clear()
        raise Misconfigured(
            "The model's server does not accept our key or knows no such model.", rule="model"
        ) from None
    except openai.APIStatusError as error:
        raise Misconfigured(
            f"The model's server refused the request (status {error.status_code}).", rule="model"
        ) from None


@cache
def json_model() -> JsonModel:
    """The configured one, made once per process. Raises Misconfigured where none is."""
    from openai import OpenAI

    name, url = aws.setting("OPENAI_MODEL", ""), aws.setting("OPENAI_BASE_URL", "")
    if not name:
        raise Misconfigured("No model is configured: set OPENAI_MODEL.", rule="model")
    return JsonModel(OpenAI(api_key=_api_key(), base_url=url or None, max_retries=0), name)


def _api_key() -> str:
    """A local server needs none, but the client insists on one."""
    import json

    from botocore.exceptions import ClientError

    try:
        held = aws.client("secretsmanager").get_secret_value(SecretId=aws.secret_name("model"))[
            "SecretString"
        ]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return "none"
    return json.loads(held or "{}").get("api_key") or "none"
