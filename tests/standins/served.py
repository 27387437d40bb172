"""A network that is strict: it keeps each request to the byte, complains aloud, and can break in the ways they break.

Faults, each for one coming call that would make something:
accept_then_drop  makes it, resets the connection
accept_then_500   makes it, answers 500
delay             makes it, answers once `release` is called, or never in time
drop              makes nothing, resets the connection
rate_limit        makes nothing, answers 429
broken            makes nothing, answers 503
"""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from .behaviours import WAIT, drops
from .calls import Call, No, Reply, call_of, say
from .receiver import Request, read_request

FAULTS = ("accept_then_drop", "accept_then_500", "delay", "drop", "rate_limit", "broken")


@dataclass
class Served:
    """Listens from `start` on; a subclass says what it does with a call (`served`), and how it says no (`error`)."""

    port: int = 0
    token: str = "standin-access-token"
    calls: list[Call] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    limited: tuple[str, ...] = ("Retry-After: 30",)

    def served(self, call: Call) -> Reply:
        """Raises No."""
        raise NotImplementedError

    def error(self, status: str, text: str) -> No:
        raise NotImplementedError

    def start(self) -> None:
        self._released = threading.Event()
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = int(self._listening.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.release()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(WAIT)

    def release(self) -> None:
        """Answers whatever is delayed."""
        self._released.set()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    @property
    def changing(self) -> list[Call]:
        return [call for call in self.calls if call.changes]

    def _serve(self) -> None:
        with suppress(OSError):  # stopped
            while True:
                line, _ = self._listening.accept()
                threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        line.settimeout(WAIT)
        with line, suppress(OSError):
            request = Request(read_request(line))
            if not request.raw:
                return
            call = call_of(request)
            if call.path.startswith("/_"):
                say(line, self._told(call))
                return
            with self._lock:
                self.calls.append(call)
                fault = self.faults.pop(0) if self.faults and call.changes else ""
                reply = self._broken(fault) or self._judged(call)
            self._answer(line, reply, fault)

    def _answer(self, line: socket.socket, reply: Reply, fault: str) -> None:
        if fault == "delay":
            self._released.wait(WAIT)
        if fault in {"accept_then_drop", "drop"}:
            drops(line, self)  # type: ignore[arg-type]  # it looks at the line alone
        elif fault == "accept_then_500":
            say(line, self.error("500 Internal Server Error", "Something went wrong").reply)
        else:
            say(line, reply)

    def _broken(self, fault: str) -> Reply | None:
        if fault == "rate_limit":
            found = self.error("429 Too Many Requests", "Too many requests").reply
            return Reply(found.status, found.body, (*found.headers, *self.limited))
        if fault == "broken":
            return self.error("503 Service Unavailable", "Over capacity").reply
        return Reply("200 OK") if fault == "drop" else None

    def _judged(self, call: Call) -> Reply:
        try:
            self._strict(call)
            return self.served(call)
        except No as no:
            return no.reply

    def _strict(self, call: Call) -> None:
        """What holds for every call to every network. Raises No."""
        if (
            not call.raw.split(b"\r\n", 1)[0].endswith(b" HTTP/1.1")
            or call.headers.get("host") != self.address
        ):
            raise self.error("400 Bad Request", "This is not for me")
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise self.error("401 Unauthorized", "The access token is invalid")
        if len(call.body) != int(call.headers.get("content-length", "0")):
            raise self.error("400 Bad Request", "The body is not as long as it says")
        if call.method == "POST" and "content-length" not in call.headers:
            raise self.error("411 Length Required", "How long is it?")
        if call.body and call.headers.get("content-type") != "application/json":
            raise self.error("415 Unsupported Media Type", "Send JSON")
        if call.body and not isinstance(call.json, dict):
            raise self.error("400 Bad Request", "This is no JSON object")

    def _told(self, call: Call) -> Reply:
        """For a demo in another process: what came, and which faults are to come."""
        if call.method == "POST":
            asked = call.json if isinstance(call.json, list) else []
            self.faults.extend(fault for fault in asked if fault in FAULTS)
        told = [one.request.told() for one in self.calls]
        return Reply("200 OK", {"requests": told, "faults": self.faults})


__all__ = ["FAULTS", "Call", "No", "Reply", "Served"]
