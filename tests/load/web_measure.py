"""What is measured inside a page: its first paint, when it may be used, each frame while it moves, each key's
way to the screen. All by the browser's own clocks (Paint Timing, Long Tasks, requestAnimationFrame)."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Page

QUIET = 1_000  # ms without a task over 50 ms: the main thread is free
LONGEST = 60_000
PROBE = """(ready) => {
  window.longTasks = []
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) longTasks.push([task.startTime, task.startTime + task.duration])
  }).observe({ type: "longtask", buffered: true })
  const look = () => {
    if (document.querySelector(ready)) window.readyAt ??= performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""
FREE = """(quiet) => { const last = longTasks.at(-1)?.[1] ?? 0
  return window.readyAt !== undefined && performance.now() - Math.max(last, readyAt) > quiet }"""
LOADED = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  ready: Math.max(readyAt, ...longTasks.map((task) => task[1])),
  blocked: longTasks.reduce((sum, [from, to]) => sum + Math.max(0, to - from - 50), 0),
  code: [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((entry) => entry.entryType === "navigation" || /[.](js|css)$/.test(entry.name))
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
})"""
ROLL = """() => { window.frames_ = []; window.rolls = true
  const tick = (at) => { frames_.push(at); if (rolls) requestAnimationFrame(tick) }; requestAnimationFrame(tick) }"""
STOP = "() => { rolls = false; return frames_.slice(1).map((at, one) => at - frames_[one]) }"
KEYS = """() => { window.keys_ = []
  addEventListener("keydown", (event) => requestAnimationFrame(() => {
    const painted = new MessageChannel()
    painted.port1.onmessage = () => keys_.push(performance.now() - event.timeStamp)
    painted.port2.postMessage(0)
  }), true) }"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Of one visit, in ms from its start; `blocked` is the sum of what tasks took over 50 ms; `code` bytes of page,
    scripts and styles as they travelled."""

    paint: float
    ready: float
    blocked: float
    code: int


@dataclass(frozen=True, slots=True)
class Times:
    """Of frames or keys, in ms."""

    each: list[float]

    @property
    def middle(self) -> float:
        return median(self.each)

    @property
    def p95(self) -> float:
        return sorted(self.each)[int(len(self.each) * 0.95)]

    @property
    def worst(self) -> float:
        return max(self.each)


def probe(page: Page, ready: str) -> None:
    """Before the visit: `ready` is the selector of what a person waits for."""
    page.add_init_script(f"({PROBE})({ready!r})")


def loaded(page: Page) -> Loaded:
    """Once what is waited for stands there and the main thread is free."""
    page.wait_for_function(FREE, arg=QUIET, timeout=LONGEST)
    return Loaded(**page.evaluate(LOADED))


def frames(page: Page, move: Callable[[], None]) -> Times:
    """The time between frames while something moves."""
    page.evaluate(ROLL)
    move()
    return Times(page.evaluate(STOP))


def keys(page: Page, text: str) -> Times:
    """From each key to the frame that shows it, in whatever has the focus."""
    page.evaluate(KEYS)
    page.keyboard.type(text, delay=30)
    page.wait_for_function("(most) => keys_.length >= most", arg=len(text), timeout=LONGEST)
    return Times(page.evaluate("() => keys_"))


def throttle(page: Page) -> None:
    """As Lighthouse looks at a page for a telephone: a quarter of the processor, 1.6 Mbit/s, 150 ms there and back."""
    session: Any = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    line = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
    session.send("Network.emulateNetworkConditions", line)


def wheel(page: Page, target: str, *, up: bool, turns: int = 60) -> Callable[[], None]:
    """Turns of a wheel over the middle of the target, quickly one after the other."""

    def roll() -> None:
        box = page.locator(target).bounding_box()
        assert box, f"{target} is not there"
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + min(box["height"], 700) / 2)
        for _ in range(turns):
            page.mouse.wheel(0, -240 if up else 240)
            page.wait_for_timeout(16)

    return roll
