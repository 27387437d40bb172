"""How a leg can end early.

LegFailed          told to the person as RUN_ERROR {message, code}
├── ModelFailed    the model's server: down, slow, refusing, or breaking off
└── PlatformFailed the platform: no answer, or one that makes no sense
RunClosed          the run was cancelled or settled: stop, say nothing
Unreachable        a hop got no answer; the same hop may be tried again
NoSuch             the platform answered a question of ours with no; the model is told
"""


class LegFailed(Exception):
    """`message` is screen copy; `code` is for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class ModelFailed(LegFailed):
    pass


class PlatformFailed(LegFailed):
    pass


class RunClosed(Exception):
    pass


class Unreachable(Exception):
    pass


class NoSuch(Exception):
    pass
