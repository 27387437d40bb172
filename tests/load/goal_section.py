"""The section on goals in docs/benchmarks.md: what the goals' own report says in short, kept by both benches."""

import re
from pathlib import Path

HEAD, SHORT = "## Goals", "## In short"
OWN = "benchmarks-goals.md"


def brief(beside: Path) -> str:
    """The section, from the goals' report in the same folder; empty where there is none yet."""
    source = beside.with_name(OWN)
    said = _section(source.read_text(), SHORT) if source.exists() else ""
    return f"{HEAD}\n\n{said.removeprefix(SHORT).strip()}\n\nMore: [{OWN}]({OWN})." if said else ""


def place(report: Path) -> None:
    """Puts it into a report that was written without it, or with an older one, at its end."""
    if not report.exists() or not (said := brief(report)):
        return
    text = report.read_text()
    rest = text.replace(_section(text, HEAD), "", 1).rstrip()
    report.write_text(f"{rest}\n\n{said}\n")


def _section(text: str, head: str) -> str:
    """From its heading to the next one of that rank."""
    found = re.search(rf"^{re.escape(head)}$.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""
