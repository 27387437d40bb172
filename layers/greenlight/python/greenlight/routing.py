"""From a path to a Chalice route: the gateway knows prefixes only, so a new route redeploys its own folder alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from .declare import Door, Prefix
from .errors import NotFound, WrongMethod

Routes = Mapping[str, Mapping[str, Any]]
_PARAMETER = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Route:
    """What a request asks for: the template as the `app.py` wrote it, and its parameters, unquoted once."""

    template: str
    parameters: dict[str, str]


class RouteTable:
    """The routes of one app, read on first use, when all of them are registered; fixed words win over parameters."""

    def __init__(self, routes: Routes, prefixes: Iterable[Prefix]) -> None:
        self._routes = routes
        self._prefixes = sorted(prefixes, key=lambda prefix: len(prefix.path), reverse=True)

    def find(self, method: str, path: str) -> Route:
        """Raises NotFound, or WrongMethod where only the method is unknown."""
        for template, pattern in self._patterns:
            if match := pattern.fullmatch(path.rstrip("/") or "/"):
                if method not in self._routes[template]:
                    allow = ", ".join(sorted(self._routes[template]))
                    raise WrongMethod(f"{method} is not possible here.", allow=allow)
                return Route(template, {name: unquote(part) for name, part in match.groupdict().items()})
        raise NotFound("There is nothing here.")

    def door(self, path: str) -> Door:
        """Who is let in at this path; raises NotFound outside the declared prefixes."""
        for prefix in self._prefixes:
            if f"{path}/".startswith(f"{prefix.path.rstrip('/')}/"):
                return prefix.door
        raise NotFound("There is nothing here.")

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        templates = sorted(filter(self._routes.get, self._routes), key=lambda t: len(_PARAMETER.findall(t)))
        return [(template, _pattern(template)) for template in templates]


def _pattern(template: str) -> re.Pattern[str]:
    words = _PARAMETER.split(re.sub(r"[.\-]", lambda match: "\\" + match[0], template))
    return re.compile("".join(f"(?P<{w}>[^/]+)" if i % 2 else w for i, w in enumerate(words)))
