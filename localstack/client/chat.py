"""Chat in a terminal: `make chat`, or `python -m localstack.client --once "log 82.5 kg for today"`.

In the chat: /threads lists yours, /open <thread> goes to one, /new begins another, /inbox shows what waits for your
decision, /quit leaves. Where the agent needs a yes, it is asked for right there.
Ctrl-C cancels what the agent is doing; pressed again, or when nothing runs, it leaves.
"""

import argparse
import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Sequence

from .chat_decide import Ask
from .chat_inbox import Inbox
from .chat_view import View
from .edge_session import EdgeSession, HttpRefused
from .socket_client import SocketClient, SocketRefused
from .socket_link import ConnectionLost
from .socket_messages import ends_run, interrupts_of, run_of
from .socket_order import Frame

PROMPT = "you> "
SAID_HOW = "/threads  /open <thread>  /new  /inbox  /quit"


class Chat:
    """One person, one thread at a time."""

    def __init__(self, door: EdgeSession, client: SocketClient, view: View, ask: Ask) -> None:
        self._door, self._client, self._view = door, client, view
        self._inbox = Inbox(door, client, view, ask)
        self._frames: AsyncIterator[Frame] | None = None
        self.thread = ""
        self.running = ""

    async def say(self, text: str) -> None:
        """Send a message and show what comes of it, to the end. Raises SocketRefused, ConnectionLost."""
        accepted = await self._client.run(text, self.thread)
        if self.thread != accepted["thread"]:
            self.thread, self._frames = accepted["thread"], self._client.follow(accepted["thread"])
            self._view.note(f"thread {self.thread}")
        self.running = accepted["run_id"]
        try:
            await self._show_run(accepted["run_id"])
        finally:
            self.running = ""

    async def _show_run(self, run_id: str) -> None:
        corr = ""
        async for frame in self._frames or self._client.follow(self.thread):
            event = frame["event"]
            self._view.show(event)
            if event["type"] == "RUN_STARTED" and run_of(event) == run_id:
                corr = frame["corr"]
            if frame["corr"] != corr:
                continue
            if ends_run(event) or not await self._inbox.settle(self.thread, interrupts_of(event)):
                return

    async def open(self, thread: str) -> None:
        """Go to a thread and show it from its beginning."""
        last = (await self._client.subscribe(thread))["seq"]
        self.thread, self._frames = thread, self._client.follow(thread)
        self._view.echo = True
        if last:
            async for frame in self._frames:
                self._view.show(frame["event"])
                if frame["seq"] >= last:
                    break
        self._view.echo = False

    async def obey(self, line: str) -> None:
        """A line that begins with a slash."""
        command, _, rest = line.partition(" ")
        if command == "/threads":
            for item in (await self._door.call("GET", "/api/v1/threads"))["items"]:
                name = item.get("title") or item.get("message") or item.get("updated_at", "")
                self._view.note(f"{item.get('thread_id') or item.get('id')}  {name}", "cyan")
        elif command == "/open" and rest.strip():
            await self.open(rest.strip())
        elif command == "/new":
            self.thread, self._frames = "", None
        elif command == "/inbox":
            await self._inbox.look()
        else:
            self._view.note(SAID_HOW)

    async def cancel(self) -> None:
        """Cancel the run that is under way."""
        self._view.note("cancelling …")
        await self._client.cancel(self.running)


async def ask(prompt: str) -> str | None:
    """A line from the person, None at the end of input; a thread reads it, so that the socket stays served."""
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str | None] = loop.create_future()

    def settle(said: str | None) -> None:
        if not line.done():
            line.set_result(said)

    def read() -> None:
        try:
            said: str | None = input(prompt)
        except EOFError:
            said = None
        loop.call_soon_threadsafe(settle, said)

    threading.Thread(target=read, daemon=True).start()
    return await line


async def talk(chat: Chat, view: View, answers: Ask) -> None:
    """Lines from the person until he leaves; a refusal is told and the chat goes on."""
    view.note(SAID_HOW)
    while (line := await answers(PROMPT)) is not None and line.strip() != "/quit":
        try:
            if line.startswith("/"):
                await chat.obey(line.strip())
            elif line.strip():
                await chat.say(line.strip())
        except (SocketRefused, HttpRefused) as refused:
            view.note(f"Refused: {refused}", "red")


def on_interrupt(chat: Chat, task: "asyncio.Task[None]") -> None:
    """Ctrl-C: first the run, then the chat; a run that will not be cancelled is left at the second time."""
    loop, asked = asyncio.get_running_loop(), set[str]()
    background = set[asyncio.Task[None]]()

    def pressed() -> None:
        if not chat.running or chat.running in asked:
            task.cancel()
            return
        asked.add(chat.running)
        background.add(asyncio.create_task(chat.cancel()))

    loop.add_signal_handler(signal.SIGINT, pressed)


async def serve(options: argparse.Namespace, view: View, answers: Ask) -> None:
    door = EdgeSession(options.url, options.user)
    lost = False

    def on_state(state: str) -> None:
        nonlocal lost
        if lost:
            view.note("connection lost, trying again …" if state == "connecting" else "connected again")
        lost = state == "connected" or lost

    async with SocketClient(door, on_state=on_state) as client:
        chat = Chat(door, client, view, answers)
        if options.thread:
            await chat.open(options.thread)
        work = asyncio.create_task(chat.say(options.once) if options.once else talk(chat, view, answers))
        on_interrupt(chat, work)
        await asyncio.wait([work])
        if not work.cancelled():
            work.result()


async def attempt(options: argparse.Namespace, view: View, answers: Ask = ask) -> int:
    """0 if all went well, 1 if a run failed or was refused, 2 if the edge cannot be reached."""
    try:
        await serve(options, view, answers)
    except (SocketRefused, HttpRefused) as refused:
        view.note(f"Refused: {refused}", "red")
        return 1
    except (ConnectionLost, OSError) as error:
        view.note(f"{error}\nIs the stack up? `make up` starts it.", "red")
        return 2
    return 1 if view.failed and options.once else 0


def asked(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--user", default="customer", help="customer, approver, operator, viewer or stranger")
    parser.add_argument("--url", default=f"http://127.0.0.1:{os.environ.get('GREENLIGHT_PORT', '8600')}")
    parser.add_argument("--thread", default="", help="go on with this thread")
    parser.add_argument("--once", default="", help="say this, show the answer, leave")
    return parser.parse_args(arguments)


def main() -> int:
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    view = View(lambda text: print(text, end="", flush=True), colour=colour)
    return asyncio.run(attempt(asked(), view))
