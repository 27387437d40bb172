"""The terminal chat as a person starts it, against a scripted edge."""

import asyncio
import signal
import sys
from pathlib import Path

from aiohttp import web

from localstack.client.chat import asked, attempt
from localstack.client.chat_view import View
from localstack.tests.client.fake_edge import FakeEdge, in_order, serving

ROOT = Path(__file__).resolve().parents[3]


async def started(url: str, *arguments: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "localstack.client",
        "--url",
        url,
        *arguments,
        cwd=ROOT,
        stdin=pipe,
        stdout=pipe,
        stderr=asyncio.subprocess.STDOUT,
    )


def chat(edge: FakeEdge, *arguments: str) -> tuple[int, str]:
    """Chat to its end; exit code and what was printed."""
    printed: list[str] = []

    async def act() -> int:
        async with serving(edge) as door, asyncio.timeout(30):
            return await attempt(asked(["--url", door.edge_url, *arguments]), View(printed.append))

    return asyncio.run(act()), "".join(printed)


def typed(edge: FakeEdge, text: str, *arguments: str) -> tuple[int | None, str]:
    """The program itself, with a person who types."""

    async def act() -> tuple[int | None, str]:
        async with serving(edge) as door, asyncio.timeout(30):
            process = await started(door.edge_url, *arguments)
            out, _ = await process.communicate(text.encode())
            return process.returncode, out.decode()

    return asyncio.run(act())


def test_once_shows_the_call_its_result_and_the_answer() -> None:
    code, out = chat(FakeEdge(in_order), "--once", "log 82.5 kg for today")
    assert code == 0
    assert "→ weights.create(day=2026-11-20, kg=82.5)" in out
    assert "✓ weights.create" in out
    assert out.endswith("Done: logged.\n")


def test_a_failed_run_is_told_in_words_and_in_the_exit_code() -> None:
    edge = FakeEdge(in_order)
    edge.events = [
        edge.events[0],
        {"type": "RUN_ERROR", "message": "The model cannot be reached.", "code": "model"},
    ]
    code, out = chat(edge, "--once", "hello")
    assert code == 1
    assert "That failed: The model cannot be reached." in out


def test_a_refused_tool_call_says_why() -> None:
    edge = FakeEdge(in_order)
    edge.events[5]["content"] = (
        '{"status": "refused", "problems": [{"pointer": "/kg", "detail": "At most 400."}]}'
    )
    _, out = chat(edge, "--once", "log 900 kg")
    assert "✗ weights.create: /kg At most 400." in out


def test_a_refused_message_is_told() -> None:
    edge = FakeEdge(in_order)
    edge.refusal = {"title": "Too large", "detail": "At most 128 KB."}
    code, out = chat(edge, "--once", "much")
    assert (code, "Refused: At most 128 KB." in out) == (1, True)


def test_an_edge_that_is_down_names_the_command_that_starts_it() -> None:
    printed: list[str] = []
    arguments = asked(["--url", "http://127.0.0.1:9", "--once", "hello"])
    assert asyncio.run(attempt(arguments, View(printed.append))) == 2
    assert "make up" in "".join(printed)


def test_an_old_thread_is_shown_and_threads_are_listed() -> None:
    code, out = typed(FakeEdge(in_order), "/threads\n/nonsense\n\n/new\n/quit\n", "--thread", "thr_1")
    assert code == 0
    assert "you> log 82.5 kg for today" in out
    assert "thr_1  log 82.5 kg" in out
    assert "/open <thread>" in out


def test_a_conversation_goes_on_until_its_person_leaves() -> None:
    code, out = typed(FakeEdge(in_order), "log 82.5 kg for today\n/open thr_1\n")
    assert code == 0
    assert out.count("Done: logged.") == 2


def test_a_form_is_shown_as_a_table() -> None:
    columns = [
        {"key": "day", "label": "Date", "type": "date"},
        {"key": "kg", "label": "Weight (kg)", "type": "number"},
    ]
    editor = {
        "id": "root",
        "component": "BatchEditor",
        "title": "Weights",
        "rows": {"path": "/rows"},
        "columns": columns,
    }
    model = {"revision": 7, "rows": [{"day": "2026-11-19", "kg": 83.1}]}
    operations = [
        {"version": "v0.9", "createSurface": {"surfaceId": "s1"}},
        {"version": "v0.9", "updateComponents": {"surfaceId": "s1", "components": [editor]}},
        {"version": "v0.9", "updateDataModel": {"surfaceId": "s1", "path": "/", "value": model}},
    ]
    edge = FakeEdge(in_order)
    content = {"a2ui_operations": operations}
    edge.events.insert(6, {"type": "ACTIVITY_SNAPSHOT", "activityType": "a2ui-surface", "content": content})
    _, out = chat(edge, "--once", "open my weights")
    assert "Date        Weight (kg)" in out
    assert "2026-11-19  83.1" in out


def test_ctrl_c_cancels_the_run_before_it_ends_the_chat() -> None:
    async def half(edge: FakeEdge, socket: web.WebSocketResponse) -> None:
        for frame in edge.frames()[:3]:
            await socket.send_json(frame)

    async def act(edge: FakeEdge) -> tuple[int | None, str]:
        async with serving(edge) as door, asyncio.timeout(30):
            process = await started(door.edge_url, "--once", "log 82.5 kg for today")
            assert process.stdout
            assert b"thread thr_1" in await process.stdout.readline()
            process.send_signal(signal.SIGINT)
            out, _ = await process.communicate()
            return process.returncode, out.decode()

    code, out = asyncio.run(act(FakeEdge(half)))
    assert code == 0
    assert "(cancelled)" in out


def test_a_lost_connection_is_told_and_resumed() -> None:
    async def broken(edge: FakeEdge, socket: web.WebSocketResponse) -> None:
        for frame in edge.frames()[:7]:
            await socket.send_json(frame)
        await socket.close()

    code, out = chat(FakeEdge(broken), "--once", "log 82.5 kg for today")
    assert code == 0
    assert "connected again" in out
    assert out.endswith("Done: logged.\n")
