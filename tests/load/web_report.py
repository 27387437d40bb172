"""The report on the page, as Markdown: what a visit fetches, when it may be used, and how long talks and forms feel."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from localstack.page.sizes import Sent
from tests.load.tables import table
from tests.load.web_measure import Loaded, Times

AIM, SMALL = 230_000, 3_000
Visits = dict[tuple[str, bool], list[Loaded]]
CHAT, BARE = "/chat", "/no/such/page"
NAMES = {CHAT: "the chat", BARE: "the bare shell"}
HEAD = """# Benchmarks of the page

Written by `make bench-web` on {when} UTC, in {seconds:.0f} s, with Chromium {browser}, headless. Machine: {machine};
after it: {after}.

The built page through the local edge, which sends gzip, as CloudFront would where a browser takes no Brotli. Browser,
edge, engine and Lambdas share the cores: milliseconds are for comparing, ratios are what to look at. The *bare shell*
is an address that leads nowhere: React, Mantine, router, sign-in, navigation and one paragraph, nothing of the chat.
"""
REMARKS = (
    "**First paint** is the browser's `first-contentful-paint`. **Ready**: the composer (of the bare shell: its "
    "heading) may be used, and the main thread has been free of tasks over 50 ms for a second; the time is "
    "that of the later of the two, without the second. **Blocked** is the sum of what tasks took beyond 50 ms.",
    "**Cold**: nothing kept, {visits} visits of each kind in turn, the middle one shown. **Again**: the same tab, "
    "reloaded; hashed files come from its cache, the page itself is asked for. **Slow**: Lighthouse's settings for a "
    "telephone, a processor a quarter as fast, 1.6 Mbit/s and 150 ms there and back.",
    "Everybody is signed in already: `/api/v1/me` and the chat's own questions to the API are part of every figure.",
    "A long talk is written into the thread's log by the layer, as the agent writes it, event by event; nobody waits "
    "for a model. It is opened at its end and read backwards by wheel; what is earlier is fetched on the way.",
    "A long form is `open my weights` with so many rows saved before, and all of them may be edited.",
    "A **frame** is the time between two of `requestAnimationFrame` while the wheel turns sixty times; a **key** is "
    "the time from its event to the frame that shows it. 16.7 ms is a screen's own pace.",
)


@dataclass(frozen=True, slots=True)
class Felt:
    """One long page: when it may be used, its keys, its frames both ways, its elements and its memory in MB."""

    opened: Loaded
    typed: Times
    there: Times
    back: Times
    nodes: int
    heap: float


@dataclass
class Report:
    """Everything measured; `first` and `again` by path and whether slow, `talks` and `forms` by their size."""

    machine: str
    began: float
    visits: int
    browser: str = ""
    after: str = ""
    route: Sequence[Sent] = ()
    chunks: Sequence[Sent] = ()
    first: Visits = field(default_factory=dict)
    again: Visits = field(default_factory=dict)
    talks: dict[int, Felt] = field(default_factory=dict)
    forms: dict[int, Felt] = field(default_factory=dict)


def write(r: Report, out: Path) -> str:
    """The report's text, also written to `out`."""
    head = HEAD.format(
        when=datetime.now(UTC).strftime("%Y-%m-%d %H:%M"), seconds=time.time() - r.began, browser=r.browser,
        machine=r.machine, after=r.after,
    )  # fmt: skip
    remarks = "\n".join(f"- {one}" for one in REMARKS).format(visits=r.visits)
    sections = [
        head,
        "## A first visit to the chat\n\n" + _bytes(r),
        "## Until it may be used\n\n" + _loading(r),
        "## A long talk\n\n" + _felt(r.talks, "messages"),
        "## A long form\n\n" + _felt(r.forms, "rows"),
        "## Every chunk\n\n" + _chunks(r),
        "## How it was measured\n\n" + remarks,
    ]
    text = "\n\n".join(section.strip() for section in sections) + "\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text)
    return text


def _bytes(r: Report) -> str:
    whole, seen = sum(one.travels for one in r.route), r.first[CHAT, False][0].code
    rows = [(one.name, _kb(one.size), _kb(one.travels)) for one in r.route if one.travels >= SMALL]
    small = [one for one in r.route if one.travels < SMALL]
    rows.append(
        (f"{len(small)} smaller ones", _kb(sum(o.size for o in small)), _kb(sum(o.travels for o in small)))
    )
    rows.append(("**all**", _kb(sum(o.size for o in r.route)), f"**{_kb(whole)}**"))
    told = f"The aim is {_kb(AIM)} kB at most; the browser itself counted {_kb(seen)} kB of page, scripts and styles."
    return table(["file", "kB", "kB in gzip"], rows) + f"\n\n{told}"


def _loading(r: Report) -> str:
    rows = []
    for slow in (False, True):
        for kept, visits in (("cold", r.first), ("again", r.again)):
            chat, bare = visits[CHAT, slow], visits[BARE, slow]
            how = f"{kept}, slow" if slow else kept
            rows += [(how, NAMES[CHAT], *_middle(chat)), (how, NAMES[BARE], *_middle(bare))]
            rows.append(
                (
                    how,
                    "ratio",
                    *(f"{a / b:.2f}" if b else "" for a, b in zip(_mid(chat), _mid(bare), strict=True)),
                )
            )
    return table(["visit", "page", "first paint ms", "ready ms", "blocked ms"], rows)


def _mid(visits: Sequence[Loaded]) -> tuple[float, float, float]:
    return (
        median(one.paint for one in visits), median(one.ready for one in visits), median(one.blocked for one in visits)
    )  # fmt: skip


def _middle(visits: Sequence[Loaded]) -> list[str]:
    return [f"{value:.0f}" for value in _mid(visits)]


def _felt(sizes: dict[int, Felt], of: str) -> str:
    heads = ["", *(f"{count:,} {of}" for count in sizes), "ratio"]
    lines: list[tuple[str, list[float]]] = [
        ("ready ms", [one.opened.ready for one in sizes.values()]),
        ("key to frame, median ms", [one.typed.middle for one in sizes.values()]),
        ("key to frame, p95 ms", [one.typed.p95 for one in sizes.values()]),
        ("frame while scrolling there, median ms", [one.there.middle for one in sizes.values()]),
        ("frame while scrolling there, p95 ms", [one.there.p95 for one in sizes.values()]),
        ("frame while scrolling there, worst ms", [one.there.worst for one in sizes.values()]),
        ("frame while scrolling back, p95 ms", [one.back.p95 for one in sizes.values()]),
        ("frame while scrolling back, worst ms", [one.back.worst for one in sizes.values()]),
        ("elements", [float(one.nodes) for one in sizes.values()]),
        ("memory of its scripts, MB", [one.heap for one in sizes.values()]),
    ]
    rows = [(name, *(f"{v:,.1f}" for v in values), f"{values[-1] / values[0]:.1f}") for name, values in lines]
    return table(heads, rows)


def _chunks(r: Report) -> str:
    rows = [(one.name, _kb(one.size), _kb(one.travels)) for one in r.chunks if one.travels >= SMALL]
    small = [one for one in r.chunks if one.travels < SMALL]
    rows.append(
        (f"{len(small)} smaller ones", _kb(sum(o.size for o in small)), _kb(sum(o.travels for o in small)))
    )
    return table(["file", "kB", "kB in gzip"], rows)


def _kb(size: float) -> str:
    return f"{size / 1000:.1f}"
