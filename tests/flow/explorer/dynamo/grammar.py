"""The part of DynamoDB's expression language that this project writes, as tuples; anything else is refused."""

import re
from functools import cache
from typing import Any

_TOKEN = re.compile(r"\s*(?:(<>|<=|>=|[=<>(),+\-\[\].])|(:?#?[A-Za-z_][A-Za-z0-9_]*)|(\d+))")
COMPARED = {"=", "<>", "<", "<=", ">", ">="}
TESTS = {"attribute_exists", "attribute_not_exists", "begins_with", "contains"}
CLAUSES = {"SET", "REMOVE", "ADD"}
Node = tuple[Any, ...]


class NotOurs(SyntaxError):
    """An expression outside the subset: extend the grammar, and the conformity test with it."""


@cache
def condition(text: str) -> Node:
    """("or" | "and", left, right), ("not", inner), ("compare", sign, left, right), ("between", value, low, high),
    ("in", value, options) or (test, arguments)."""
    reader = _Reader(text)
    return reader.whole(reader.either())


@cache
def update(text: str) -> tuple[Node, ...]:
    """("SET", path, value), ("REMOVE", path) or ("ADD", path, value), in the order of the text."""
    reader, found = _Reader(text), list[Node]()
    while reader.peek():
        clause = reader.take().upper()
        if clause not in CLAUSES:
            raise NotOurs(f"{clause} in {text}")
        found.append(_action(reader, clause))
        while reader.skip(","):
            found.append(_action(reader, clause))
    return tuple(found)


def _action(reader: "_Reader", clause: str) -> Node:
    path = reader.path()
    if clause == "REMOVE":
        return ("REMOVE", path)
    if clause == "ADD":
        return ("ADD", path, reader.operand())
    reader.need("=")
    return ("SET", path, reader.sum())


class _Reader:
    """A recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._tokens: list[str] = []
        place = 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            if not found:
                raise NotOurs(text[place:])
            self._tokens.append(found.group().strip())
            place = found.end()

    def peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def take(self) -> str:
        token = self.peek()
        if not token:
            raise NotOurs(f"{self._text} ends too early")
        self._at += 1
        return token

    def skip(self, token: str) -> bool:
        if self.peek().upper() != token:
            return False
        self._at += 1
        return True

    def need(self, token: str) -> None:
        if not self.skip(token):
            raise NotOurs(f"{token} is missing in {self._text}")

    def whole(self, node: Node) -> Node:
        if self.peek():
            raise NotOurs(f"{self.peek()} is too much in {self._text}")
        return node

    def either(self) -> Node:
        left = self.both()
        while self.skip("OR"):
            left = ("or", left, self.both())
        return left

    def both(self) -> Node:
        left = self.test()
        while self.skip("AND"):
            left = ("and", left, self.test())
        return left

    def test(self) -> Node:
        if self.skip("NOT"):
            return ("not", self.test())
        if self.skip("("):
            inner = self.either()
            self.need(")")
            return inner
        if self.peek() in TESTS:
            return (self.take(), self.arguments())
        return self.comparison()

    def comparison(self) -> Node:
        left = self.operand()
        if self.skip("BETWEEN"):
            low = self.operand()
            self.need("AND")
            return ("between", left, low, self.operand())
        if self.skip("IN"):
            return ("in", left, self.arguments())
        sign = self.take()
        if sign not in COMPARED:
            raise NotOurs(f"{sign} in {self._text}")
        return ("compare", sign, left, self.operand())

    def arguments(self) -> tuple[Node, ...]:
        self.need("(")
        found = [self.operand()]
        while self.skip(","):
            found.append(self.operand())
        self.need(")")
        return tuple(found)

    def sum(self) -> Node:
        left = self.operand()
        if self.peek() in {"+", "-"}:
            return (self.take(), left, self.operand())
        return left

    def operand(self) -> Node:
        """("value", ":name"), ("path", parts) or (function, arguments) of size, if_not_exists, list_append."""
        if self.peek().startswith(":"):
            return ("value", self.take())
        if self.peek() in {"size", "if_not_exists", "list_append"}:
            return (self.take(), self.arguments())
        return self.path()

    def path(self) -> Node:
        parts: list[str | int] = [self._name()]
        while self.peek() in {".", "["}:
            if self.skip("."):
                parts.append(self._name())
            else:
                self.need("[")
                parts.append(int(self.take()))
                self.need("]")
        return ("path", tuple(parts))

    def _name(self) -> str:
        name = self.take()
        if not re.fullmatch(r"#?[A-Za-z_][A-Za-z0-9_]*", name):
            raise NotOurs(f"{name} in {self._text}")
        return name
