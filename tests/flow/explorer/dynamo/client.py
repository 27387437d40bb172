"""The store as a boto3 client: what the conformity test compares, and what a scenario is set up with."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from .table import OPERATIONS, Rejected, Store, apply

Ask = Callable[[str, dict[str, Any]], Any]


class Client:
    """Each of DynamoDB's operations that we use, handed to `ask(operation, request)`."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        if operation not in OPERATIONS:
            raise AttributeError(operation)
        return lambda **request: self._ask(operation, request)


class Alone:
    """One store that one program uses: the answers of `apply`, as boto3 gives and raises them."""

    def __init__(self) -> None:
        self.store = Store()

    def __call__(self, operation: str, request: dict[str, Any]) -> Any:
        try:
            self.store, answer = apply(self.store, operation, request)
        except Rejected as rejected:
            raise client_error(rejected, operation) from None
        return answer


def client_error(rejected: Rejected, operation: str) -> ClientError:
    return ClientError(rejected.answer, operation.title().replace("_", ""))
