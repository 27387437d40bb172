"""What is printed: the conversation as it happens, each decision with digest and name, and each expectation's mark."""

import time
from collections.abc import Callable, Mapping
from typing import Any

Json = Mapping[str, Any]


class Transcript:
    """Lines go to `write`; `failed` names the expectations that did not hold."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._began = time.monotonic()
        self.failed: list[str] = []
        self.held = 0

    def heading(self, text: str) -> None:
        self._write(f"\n== {text}  ({time.monotonic() - self._began:.1f} s)")

    def line(self, who: str, text: str) -> None:
        first, *rest = text.splitlines() or [""]
        self._write(f"  {who:<10} {first}")
        for more in rest:
            self._write(f"  {'':<10} {more}")

    def decision(self, approval: Json, seconds: float) -> None:
        """An approval as it stands once it is decided."""
        door = approval["decided_from"].get("door", "?")
        note = f", note: {approval['note']}" if approval["note"] else ""
        self.line(
            approval["kind"], f"{approval['approval_id']}  digest {approval['digest']}  {approval['target']}"
        )
        self.line(
            "", f"{approval['status']} by {approval['decided_by']} ({door}) after {seconds:.2f} s{note}"
        )
        for change in (approval["edit"] or {}).get("diff", []):
            self.line(
                "", f"changed: {change['op']} {change['path']} {change.get('from')} → {change.get('value')}"
            )

    def expect(self, what: str, holds: object) -> None:
        """One sentence that must be true."""
        self._write(f"  {'✓' if holds else '✗'} {what}")
        if holds:
            self.held += 1
        else:
            self.failed.append(what)

    def end(self) -> int:
        """The exit code."""
        took = time.monotonic() - self._began
        self._write(f"\n{self.held} expectations held, {len(self.failed)} did not, in {took:.1f} s.")
        for what in self.failed:
            self._write(f"  ✗ {what}")
        return 1 if self.failed else 0
