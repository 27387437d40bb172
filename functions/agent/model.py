"""The model, behind any OpenAI-compatible server: Chat Completions, streamed, by the `openai` client."""

import json
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from greenlight import aws
from greenlight.prices import FREE, Prices

from .errors import ModelFailed
from .ports import CallPiece, Finish, Json, Message, Piece, Usage, Words

if TYPE_CHECKING:
    from openai import OpenAI, Stream
    from openai.types.chat import ChatCompletionChunk

ATTEMPTS = 3
PAUSE = 0.25  # seconds before the second attempt; three times as long before the next
PATIENCE = 120.0  # seconds without a byte


class ChatModel:
    """One server and one model on it. Asked again after a failed connection, a 429 or a 5xx, until its first word."""

    def __init__(
        self,
        client: "OpenAI",
        name: str,
        *,
        prices: Prices = FREE,
        patience: float = PATIENCE,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.host = client.base_url.host
        self.prices = prices
        self._client = client
        self._patience = patience
        self._pause = pause

    def stream(
        self, messages: Sequence[Message], tools: Sequence[Json], *, tokens: int, seconds: float
    ) -> Generator[Piece]:
        request = self._request(messages, tools, tokens, seconds)
        with _failures():
            yield from self._patiently(request)

    def _patiently(self, request: dict[str, Any]) -> Generator[Piece]:
        from openai import APIConnectionError, APITimeoutError, InternalServerError, RateLimitError

        spoken, pause = False, PAUSE
        for attempt in range(1, ATTEMPTS + 1):
            try:
                for piece in self._once(request):
                    spoken = True
                    yield piece
                return
            except (APIConnectionError, InternalServerError, RateLimitError) as error:
                late = isinstance(error, APITimeoutError)
                if spoken and not late:
                    raise _broke_off() from error
                if late or attempt == ATTEMPTS:
                    raise
            self._pause(pause)
            pause *= 3

    def _once(self, request: dict[str, Any]) -> Generator[Piece]:
        finished = False
        stream: Stream[ChatCompletionChunk]
        with self._client.chat.completions.create(**request) as stream:
            for chunk in stream:
                for piece in _pieces(chunk):
                    finished = finished or isinstance(piece, Finish)
                    yield piece
        if not finished:
            raise _broke_off()

    def _request(
        self, messages: Sequence[Message], tools: Sequence[Json], tokens: int, seconds: float
    ) -> dict[str, Any]:
        from openai import Timeout

        strict = any(tool["function"].get("strict") for tool in tools)
        return {
            "model": self.name, "messages": messages, "tools": tools, "stream": True,
            "stream_options": {"include_usage": True}, "max_completion_tokens": tokens,
            "timeout": Timeout(min(seconds, self._patience), connect=min(seconds, 5)),
        } | ({"parallel_tool_calls": False} if strict else {})  # fmt: skip


def _pieces(chunk: "ChatCompletionChunk") -> Iterator[Piece]:
    for choice in chunk.choices or ():
        if delta := choice.delta:
            if words := delta.content or delta.refusal:
                yield Words(words)
            for call in delta.tool_calls or ():
                function = call.function
                yield CallPiece(
                    call.index or 0, call.id or "", (function and function.name) or "",
                    (function and function.arguments) or "",
                )  # fmt: skip
        if choice.finish_reason:
            yield Finish(choice.finish_reason)
    if chunk.usage:
        yield _usage(chunk.usage)


def _usage(usage: Any) -> Usage:
    """Servers leave out what they do not count."""
    cached = getattr(usage.prompt_tokens_details, "cached_tokens", None)
    reasoning = getattr(usage.completion_tokens_details, "reasoning_tokens", None)
    return Usage(usage.prompt_tokens or 0, usage.completion_tokens or 0, cached or 0, reasoning or 0)


def _broke_off() -> ModelFailed:
    return ModelFailed("model_broke_off", "The model's server broke off in the middle of its answer.")


@contextmanager
def _failures() -> Iterator[None]:
    """The client's exceptions, in our words: never the server's, which may quote the request."""
    import openai

    try:
        yield
    except openai.APITimeoutError as error:
        raise ModelFailed("model_timeout", "The model's server took too long to answer.") from error
    except openai.APIConnectionError as error:
        raise ModelFailed("model_unreachable", "The model's server cannot be reached.") from error
    except (openai.RateLimitError, openai.InternalServerError) as error:
        message = f"The model's server is overloaded or broken just now (status {error.status_code})."
        raise ModelFailed("model_overloaded", message) from error
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        chat_model.cache_clear()
        raise ModelFailed("model_denied", "The model's server does not accept our key.") from error
    except openai.APIStatusError as error:
        message = f"The model's server refused the request (status {error.status_code})."
        raise ModelFailed("model_refused", message) from error
    except (openai.OpenAIError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _broke_off() from error


@cache
def chat_model() -> ChatModel:
    """The configured one, made once per process; raises ModelFailed where none is configured."""
    from openai import OpenAI

    name, url = aws.setting("OPENAI_MODEL", ""), aws.setting("OPENAI_BASE_URL", "")
    if not name:
        raise ModelFailed("model_not_configured", "No model is configured: set OPENAI_MODEL.")
    client = OpenAI(api_key=_api_key(), base_url=url or None, max_retries=0)
    return ChatModel(client, name, prices=Prices.of_settings())


def preload() -> None:
    """Loads the client while the process starts: Lambda then lends it a whole core, later a fifth of one."""
    import_module("openai")


def _api_key() -> str:
    """A local server needs none, but the client insists on one."""
    from botocore.exceptions import ClientError

    secrets = aws.client("secretsmanager")
    try:
        held = secrets.get_secret_value(SecretId=aws.secret_name("model"))["SecretString"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return "none"
    return json.loads(held or "{}").get("api_key") or "none"
