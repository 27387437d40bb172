"""What an expression says of an item, and what it makes of one; values stay in DynamoDB's own typed form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .grammar import Node, NotOurs, condition, update

Value = Mapping[str, Any]
Item = dict[str, Any]
ORDERED = {"S", "N", "B"}


class Malformed(ValueError):
    """What DynamoDB answers with a ValidationException."""


@dataclass(frozen=True)
class Bound:
    """An expression's names (`#n`) and values (`:v`), over the item as it stands."""

    item: Item
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)

    def holds(self, text: str) -> bool:
        return self._test(condition(text))

    def changed(self, text: str) -> Item:
        """The item after an update; every operand is read from the item as it was before. Raises Malformed."""
        after = dict(self.item)
        for action in update(text):
            _place(after, self._parts(action[1]), self._wanted(action))
        return after

    def _wanted(self, action: Node) -> Value | None:
        """What stands at the action's path afterwards; None for nothing."""
        if action[0] == "REMOVE":
            return None
        if action[0] == "SET":
            return self._given(action[2])
        old = self._value(action[1]) or {"N": "0"}
        return _number(_amount(old) + _amount(self._given(action[2])))

    def _test(self, node: Node) -> bool:
        kind = node[0]
        if kind in {"or", "and"}:
            left, right = self._test(node[1]), self._test(node[2])
            return (left or right) if kind == "or" else (left and right)
        if kind == "not":
            return not self._test(node[1])
        if kind == "compare":
            return _compare(node[1], self._value(node[2]), self._value(node[3]))
        if kind == "between":
            value, low, high = (self._value(part) for part in node[1:])
            return _compare(">=", value, low) and _compare("<=", value, high)
        if kind == "in":
            return any(_compare("=", self._value(node[1]), self._value(option)) for option in node[2])
        return TESTS[kind](*(self._value(argument) for argument in node[1]))

    def _given(self, node: Node) -> Value:
        found = self._value(node)
        if found is None:
            raise Malformed("The provided expression refers to an attribute that does not exist in the item")
        return found

    def _value(self, node: Node) -> Value | None:
        kind = node[0]
        if kind == "value":
            return self.values[node[1]]
        if kind == "path":
            return _find(self.item, self._parts(node))
        if kind == "size":
            return _size(self._value(node[1][0]))
        if kind == "if_not_exists":
            found = self._value(node[1][0])
            return self._given(node[1][1]) if found is None else found
        if kind == "list_append":
            first, second = (self._given(argument) for argument in node[1])
            return {"L": [*first["L"], *second["L"]]}
        sign = 1 if kind == "+" else -1
        return _number(_amount(self._given(node[1])) + sign * _amount(self._given(node[2])))

    def _parts(self, node: Node) -> list[str | int]:
        return [self.names[p] if isinstance(p, str) and p.startswith("#") else p for p in node[1]]


TESTS: Mapping[str, Callable[..., bool]] = {
    "attribute_exists": lambda found: found is not None,
    "attribute_not_exists": lambda found: found is None,
    "begins_with": lambda text, start: bool(text and "S" in text and text["S"].startswith(start["S"])),
    "contains": lambda whole, part: whole is not None and _contains(whole, part),
}


def same(left: Value, right: Value) -> bool:
    return _compare("=", left, right)


def _compare(sign: str, left: Value | None, right: Value | None) -> bool:
    """An attribute that is absent, or of another type, is only ever unequal."""
    if left is None or right is None:
        return sign == "<>" and left is not right
    (kind, a), (other, b) = *left.items(), *right.items()
    if sign in {"=", "<>"}:
        return (kind == other and _plain(kind, a) == _plain(kind, b)) == (sign == "=")
    if kind != other or kind not in ORDERED:
        return False
    low, high = _plain(kind, a), _plain(kind, b)
    return bool({"<": low < high, "<=": low <= high, ">": low > high, ">=": low >= high}[sign])


def _plain(kind: str, value: Any) -> Any:
    if kind == "N":
        return Decimal(value)
    if kind == "S":
        return value.encode()
    if kind == "L":
        return [_plain(*next(iter(part.items()))) for part in value]
    if kind == "M":
        return {name: _plain(*next(iter(part.items()))) for name, part in value.items()}
    return value


def _contains(whole: Value, part: Value) -> bool:
    if "S" in whole:
        return "S" in part and part["S"] in whole["S"]
    return any(same(element, part) for element in whole.get("L", ()))


def _size(value: Value | None) -> Value | None:
    if value is None:
        return None
    ((kind, content),) = value.items()
    return {"N": str(len(content.encode() if kind == "S" else content))} if kind in {"S", "L", "M"} else None


def _find(item: Item, parts: list[str | int]) -> Value | None:
    here: Any = {"M": item}
    for part in parts:
        inside = here.get("M" if isinstance(part, str) else "L")
        if inside is None or (part not in inside if isinstance(part, str) else part >= len(inside)):
            return None
        here = inside[part]
    found: Value = here
    return found


def _place(item: Item, parts: list[str | int], value: Value | None) -> None:
    """Sets or removes one path; what it goes through is copied, so that older states keep what they had."""
    name, *rest = parts
    if not isinstance(name, str):
        raise NotOurs("a list's element is never written by itself")
    if rest:
        inside = item.get(name, {})
        if "M" not in inside:
            raise Malformed("The document path provided in the update expression is invalid for update")
        copy = dict(inside["M"])
        _place(copy, rest, value)
        item[name] = {"M": copy}
    elif value is None:
        item.pop(name, None)
    else:
        item[name] = value


def _amount(value: Value) -> Decimal:
    if "N" not in value:
        raise Malformed("An operand in the update expression has an incorrect data type")
    return Decimal(value["N"])


def _number(amount: Decimal) -> Value:
    return {"N": format(amount.normalize(), "f")}
