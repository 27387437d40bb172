"""The offline model over HTTP, through the client that the agent uses."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp.test_utils import BaseTestServer, TestServer
from openai import APIConnectionError, APIStatusError, AsyncOpenAI

from localstack.model.server import make_app
from localstack.tests.model.offered import WEIGHTS, request

Json = dict[str, Any]
Act = Callable[[AsyncOpenAI, BaseTestServer], Awaitable[Any]]


def with_model(act: Act) -> Any:
    """Start the server, hand over a client, close both."""

    async def run() -> Any:
        async with TestServer(make_app(), host="127.0.0.1") as server:
            base = str(server.make_url("/v1"))
            async with AsyncOpenAI(base_url=base, api_key="none", max_retries=0, timeout=5) as client:
                return await act(client, server)

    return asyncio.run(run())


async def switch(server: BaseTestServer, wanted: Json) -> Json:
    from aiohttp import ClientSession

    async with ClientSession() as session, session.post(server.make_url("/control"), json=wanted) as answer:
        found: Json = await answer.json()
        return {**found, "http": answer.status}


async def stream(client: AsyncOpenAI, text: str, **more: Any) -> list[Any]:
    options = {"stream": True, "stream_options": {"include_usage": True}, **request(text, WEIGHTS), **more}
    return [chunk async for chunk in await client.chat.completions.create(**options)]


def spoken(chunks: list[Any]) -> str:
    return "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)


def argued(chunks: list[Any]) -> str:
    deltas = [c.choices[0].delta.tool_calls[0] for c in chunks if c.choices and c.choices[0].delta.tool_calls]
    return "".join(d.function.arguments or "" for d in deltas)


def test_text_is_streamed_token_by_token_with_usage_at_the_end() -> None:
    chunks = with_model(lambda client, _: stream(client, "hello"))
    assert len(chunks) > 20
    assert "stand-in" in spoken(chunks)
    assert chunks[-1].usage.prompt_tokens > 100
    assert chunks[-2].choices[0].finish_reason == "stop"


def test_tool_calls_are_streamed_in_pieces() -> None:
    chunks = with_model(lambda client, _: stream(client, "log 82.5 kg for today"))
    assert argued(chunks) == '{"day": "2026-11-20", "kg": 82.5, "note": null}'
    assert chunks[-2].choices[0].finish_reason == "tool_calls"


def test_the_same_request_gives_the_same_words() -> None:
    async def twice(client: AsyncOpenAI, _: BaseTestServer) -> tuple[str, str]:
        return spoken(await stream(client, "hello")), spoken(await stream(client, "hello"))

    first, second = with_model(twice)
    assert first == second


def test_a_whole_answer_comes_without_streaming() -> None:
    async def whole(client: AsyncOpenAI, _: BaseTestServer) -> Any:
        return await client.chat.completions.create(**request("log 80 kg", WEIGHTS))

    answer = with_model(whole)
    assert answer.choices[0].message.tool_calls[0].function.name == "weights__create"
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


def test_models_are_listed() -> None:
    async def names(client: AsyncOpenAI, _: BaseTestServer) -> list[str]:
        return [m.id async for m in await client.models.list()]

    assert with_model(names) == ["offline-stand-in"]


def test_a_header_slows_each_token_down() -> None:
    async def timed(client: AsyncOpenAI, _: BaseTestServer) -> float:
        start = asyncio.get_running_loop().time()
        chunks = await stream(client, "log 80 kg", extra_headers={"x-delay-ms": "10"})
        return (asyncio.get_running_loop().time() - start) / len(chunks)

    assert with_model(timed) >= 0.009


@pytest.mark.parametrize(("mode", "status"), [("error500", 500), ("error429", 429)])
def test_an_error_is_in_the_form_the_client_knows(mode: str, status: int) -> None:
    async def fails(client: AsyncOpenAI, _: BaseTestServer) -> int:
        with pytest.raises(APIStatusError) as caught:
            await stream(client, "hello", extra_headers={"x-fault": mode})
        return caught.value.status_code

    assert with_model(fails) == status


def test_a_model_that_is_down_drops_the_connection_and_comes_back() -> None:
    async def act(client: AsyncOpenAI, server: BaseTestServer) -> str:
        await switch(server, {"mode": "down", "times": 1})
        with pytest.raises(APIConnectionError):
            await stream(client, "hello")
        return spoken(await stream(client, "hello"))

    assert "stand-in" in with_model(act)


def test_a_slow_model_outlasts_the_clients_patience() -> None:
    async def act(client: AsyncOpenAI, server: BaseTestServer) -> None:
        await switch(server, {"mode": "slow", "seconds": 20})
        with pytest.raises(APIConnectionError):
            await stream(client.with_options(timeout=0.2), "hello")

    with_model(act)


def test_a_stream_can_be_cut_in_half() -> None:
    async def act(client: AsyncOpenAI, server: BaseTestServer) -> tuple[str, str]:
        whole = spoken(await stream(client, "hello"))
        await switch(server, {"mode": "cut", "times": 1})
        said: list[Any] = []
        with pytest.raises(APIConnectionError):
            await collect(client, said)
        return whole, spoken(said)

    async def collect(client: AsyncOpenAI, said: list[Any]) -> None:
        options: Json = {**request("hello", WEIGHTS), "stream": True}
        answer: Any = await client.chat.completions.create(**options)
        async for chunk in answer:
            said.append(chunk)

    whole, half = with_model(act)
    assert 0 < len(half) < len(whole)


def test_a_fault_can_be_aimed_at_one_conversation() -> None:
    async def act(client: AsyncOpenAI, server: BaseTestServer) -> tuple[str, str]:
        await switch(server, {"mode": "garbled_args", "match": "81.25"})
        return argued(await stream(client, "log 80 kg")), argued(await stream(client, "log 81.25 kg"))

    fine, garbled = with_model(act)
    assert fine.endswith("}")
    assert not garbled.endswith("}")


def test_an_unknown_tool_is_called_on_demand() -> None:
    async def act(client: AsyncOpenAI, server: BaseTestServer) -> Any:
        await switch(server, {"mode": "unknown_tool", "times": 1})
        return await client.chat.completions.create(**request("log 80 kg", WEIGHTS))

    assert with_model(act).choices[0].message.tool_calls[0].function.name == "no_such__tool"


def test_an_unknown_mode_and_a_broken_body_are_refused() -> None:
    async def act(client: AsyncOpenAI, server: BaseTestServer) -> list[int]:
        from aiohttp import ClientSession

        url = server.make_url("/v1/chat/completions")
        async with ClientSession() as session, session.post(url, data=b"[1") as answer:
            return [(await switch(server, {"mode": "sulk"}))["http"], answer.status]

    assert with_model(act) == [422, 400]


def test_control_counts_requests_and_their_size() -> None:
    async def act(client: AsyncOpenAI, server: BaseTestServer) -> Json:
        await stream(client, "hello")
        return await switch(server, {})

    state = with_model(act)
    assert state["requests"] == 1
    assert state["last"][0]["tools"] == len(WEIGHTS) + 1
