"""The social networks, each a strict server on loopback.

`python -m tests.standins.networks --stage local` takes the places where that stack looks for them, until it is stopped;
`GET /_received` there tells what came, `POST /_received ["accept_then_drop"]` breaks its next answers.
"""

import argparse
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from localstack.stack.profile import profile

from .graph import GraphStandIn
from .linkedin import LinkedInStandIn
from .mastodon import MastodonStandIn
from .served import Served
from .x import XStandIn


@dataclass(frozen=True)
class Networks:
    mastodon: MastodonStandIn
    graph: GraphStandIn
    linkedin: LinkedInStandIn
    x: XStandIn

    def each(self) -> tuple[Served, ...]:
        return (self.mastodon, self.graph, self.linkedin, self.x)


@contextmanager
def open_networks(ports: Mapping[str, int] | None = None) -> Iterator[Networks]:
    """On these ports by network, or wherever there is room."""
    at = ports or {}
    networks = Networks(
        MastodonStandIn(at.get("mastodon", 0)), GraphStandIn(at.get("graph", 0)),
        LinkedInStandIn(at.get("linkedin", 0)), XStandIn(at.get("x", 0)),
    )  # fmt: skip
    for network in networks.each():
        network.start()
    try:
        yield networks
    finally:
        for network in networks.each():
            network.stop()


def ports_of(stage: str) -> dict[str, int]:
    places = profile(stage).stand_ins
    return {name: urlsplit(url).port or 0 for name, url in places.items()}


def main() -> int:
    """Until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tests.standins.networks", description=__doc__)
    parser.add_argument("--stage", default="local", choices=("local", "test"))
    with suppress(KeyboardInterrupt), open_networks(ports_of(parser.parse_args().stage)) as networks:
        sys.stdout.write("".join(f"{type(one).__name__} at {one.url}\n" for one in networks.each()))
        sys.stdout.flush()
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
