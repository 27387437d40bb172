"""What went wrong in a page without anybody looking: its console, its scripts, its requests, its content policy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

GONE = "net::ERR_ABORTED"  # the page itself went on before the answer came
REPORT = """addEventListener("securitypolicyviolation", (event) =>
  policyViolated(`${event.effectiveDirective} refused ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""


@dataclass
class Troubles:
    """Everything heard, in order; `allowed` are patterns of what a test causes on purpose."""

    heard: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Before its first page opens."""
        context.expose_binding(
            "policyViolated", lambda _source, said: self.heard.append(f"content policy: {said}")
        )
        context.add_init_script(REPORT)
        context.on("page", self._follow)

    def left(self) -> Sequence[str]:
        """What no pattern allows."""
        return [one for one in self.heard if not any(re.search(pattern, one) for pattern in self.allowed)]

    def _follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"uncaught: {error}"))
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"console error: {message.text} ({message.location.get('url', '')})")

    def _failed(self, request: Request) -> None:
        if request.failure != GONE:
            self.heard.append(f"request failed: {request.method} {request.url}: {request.failure}")
