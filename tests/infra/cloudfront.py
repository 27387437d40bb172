"""CloudFront as far as we use it: the first behaviour whose pattern fits, and the function before the default one."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from infra import ROOT, web

from .paths import FILES, PUBLISHED, Place

Answers = Mapping[str, dict[str, Any]]


def behaviour(behaviours: Sequence[Mapping[str, Any]], path: str) -> Mapping[str, Any] | None:
    """The first that fits, None for the default one: `*` is any characters, `?` one, and cases differ (AWS's guide)."""
    return next((one for one in behaviours if _pattern(one["PathPattern"]).fullmatch(path)), None)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(r"\*", ".*").replace(r"\?", "."))


def run(code: str, paths: Iterable[str]) -> Answers:
    """What the function answers to a request for each path, in a JavaScript engine; it may not reach anything else."""
    node = shutil.which("node") or str(ROOT / ".local" / "node" / "links" / "node")
    if not Path(node).exists():
        pytest.fail("this test needs Node: sh localstack/node.sh finds or fetches one")
    events = [
        {"context": {"requestId": "id-1"}, "request": {"method": "GET", "uri": path, "headers": {}}}
        for path in paths
    ]
    script = f"{code}\nconsole.log(JSON.stringify({json.dumps(events)}.map((event) => handler(event))));"
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True)
    return dict(zip(paths, json.loads(done.stdout), strict=True))


def places(paths: Sequence[str]) -> dict[str, Place]:
    """Where each path leads."""
    behaviours = web.behaviours(PUBLISHED)
    answers = run(web.fallback(), paths)
    return {path: _place(behaviour(behaviours, path), path, answers[path]) for path in paths}


def _place(found: Mapping[str, Any] | None, path: str, answer: Mapping[str, Any]) -> Place:
    if found:
        if found["TargetOriginId"] == "socket":
            return "socket"
        return "rest" if any(path == one or path.startswith(f"{one}/") for one in PUBLISHED) else "nothing"
    if "statusCode" in answer:
        assert answer["statusCode"] == 404
        return "nothing"
    if answer["uri"] != path:
        assert answer["uri"] == "/index.html"
        return "page"
    return "file" if path.lstrip("/") in FILES else "nothing"
