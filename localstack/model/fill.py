"""Arguments for a tool call: a JSON schema filled from the clues of a sentence, by type, name and unit."""

import re
from typing import Any

from .clues import Clues, Number
from .schema import Field, Schema, choices, field_of, fields_of
from .words import FILLER, VERBS, alike, stem, tokens, unit_words

MISSING = object()
_OPEN_ENDED = {"since", "from", "after"}
_REMOVALS = {"delete", "remove", "removal", "drop"}
_COMMANDS = frozenset(" ".join(VERBS.values()).split())


class Filler:
    """Fills one object schema; `missing` afterwards names what the sentence did not say."""

    def __init__(self, root: Schema, clues: Clues, topic: list[str]) -> None:
        self._root, self._clues, self._topic = root, clues, topic
        self.missing: list[Field] = []

    def object(self, schema: Schema) -> dict[str, Any]:
        wanted = fields_of(schema, self._root)
        numbers = _assign(wanted, self._clues.numbers)
        dates = iter(_in_order(wanted, self._clues))
        values: dict[str, Any] = {}
        for field in wanted:
            value = self._value(field, numbers, dates, alone=_strings(wanted) == [field.name])
            if value is MISSING and field.nullable:
                value = None
            if value is MISSING:
                self.missing.append(field)
            else:
                values[field.name] = value
        return values

    def _value(self, field: Field, numbers: dict[str, Number], dates: Any, *, alone: bool) -> Any:
        if field.kind in {"number", "integer"}:
            return self._number(field, numbers)
        if field.kind == "date":
            return self._date(field, dates)
        if field.kind == "array":
            return self._array(field)
        if field.kind == "object":
            return self.object(field.schema) if field.schema.get("properties") else {}
        if field.kind == "enum":
            return _enum(field, self._clues)
        if field.kind == "boolean":
            return _boolean(field, self._clues)
        return self._string(field, alone=alone)

    def _number(self, field: Field, numbers: dict[str, Number]) -> Any:
        if field.name not in numbers:
            return MISSING
        value = numbers[field.name].value
        return int(value) if value.is_integer() else value

    def _date(self, field: Field, dates: Any) -> Any:
        said = next(dates, None)
        if said is None:
            return MISSING if field.nullable else self._clues.today.isoformat()
        return said

    def _array(self, field: Field) -> Any:
        """A batch: what is to go is listed by key, what is to stand as rows."""
        items = field_of(stem(field.name), field.schema.get("items", {}), self._root)
        if items.kind == "enum":
            return _named_choices(items, self._clues) or (MISSING if field.nullable else [])
        removal = any(stem(w) in _REMOVALS for w in tokens(field.name))
        if removal != (self._clues.intent == "delete"):
            return MISSING if field.nullable else []
        if items.kind == "object":
            return [self.object(items.schema)]
        if items.kind == "string" and not self._clues.dates:
            return [part.strip() for part in _free(self._clues, self._topic).split(",") if part.strip()]
        return [d.value.isoformat() for d in self._clues.dates]

    def _string(self, field: Field, *, alone: bool) -> Any:
        clues = self._clues
        if clues.dates and field.name in {"key", "id", "row", "day", "date"}:
            return clues.dates[0].value.isoformat()
        if said := _named(field, clues.text):
            return said
        if clues.quoted and (alone or not field.nullable):
            return clues.quoted[0]
        if field.nullable or clues.intent == "list":
            return MISSING
        return _free(clues, self._topic) or MISSING


def _strings(wanted: list[Field]) -> list[str]:
    return [f.name for f in wanted if f.kind == "string"]


def _in_order(wanted: list[Field], clues: Clues) -> list[str]:
    """A period from its beginning; one day alone is a period of that day, unless the sentence says since when."""
    said = [m.value.isoformat() for m in clues.dates]
    period = clues.intent == "list" and sum(f.kind == "date" for f in wanted) == 2
    if period and len(said) == 1 and not _OPEN_ENDED & set(clues.words):
        return said * 2
    return sorted(said) if period else said


def _assign(wanted: list[Field], numbers: tuple[Number, ...]) -> dict[str, Number]:
    """Each number to the property that its unit or neighbouring words name; what is left goes in order."""
    slots = [f for f in wanted if f.kind in {"number", "integer"} and f.name != "revision"]
    scored = sorted(
        ((-_fit(n, f), i, j) for i, n in enumerate(numbers) for j, f in enumerate(slots) if _fit(n, f)),
    )
    given: dict[int, int] = {}
    for _, i, j in scored:
        if i not in given.values() and j not in given:
            given[j] = i
    spare = (i for i in range(len(numbers)) if i not in given.values() and not _claimed(numbers[i], slots))
    for j, slot in enumerate(slots):
        if (
            j not in given
            and (not slot.nullable or len(slots) == 1)
            and (left := next(spare, None)) is not None
        ):
            given[j] = left
    return {slots[j].name: numbers[i] for j, i in given.items()}


def _claimed(number: Number, slots: list[Field]) -> bool:
    """True if the number has a unit that none of several properties is measured in."""
    return bool(number.unit) and len(slots) > 1 and not any(_fit(number, f) for f in slots)


def _fit(number: Number, field: Field) -> int:
    units = unit_words(number.unit)
    by_unit = 4 if units and any(w in units for w in field.words) else 0
    by_name = 2 * sum(1 for w in number.near if w not in FILLER and any(alike(w, o) for o in field.words[:4]))
    return by_unit + by_name


def _enum(field: Field, clues: Clues) -> Any:
    options = choices(field.schema)
    if len(options) == 1 and "const" in field.schema:
        return options[0]
    for option in options:
        words = tokens(str(option))
        if words and all(any(alike(w, said) for said in clues.words) for w in words):
            return option
    return MISSING


def _named_choices(items: Field, clues: Clues) -> list[Any]:
    """Of a list of fields to empty, those that the sentence wants gone."""
    wanted = choices(items.schema) if clues.intent == "delete" else []
    return [
        option for option in wanted if any(alike(w, said) for w in tokens(option) for said in clues.words)
    ]


def _boolean(field: Field, clues: Clues) -> Any:
    named = any(alike(w, said) for w in tokens(field.name) for said in clues.words)
    if not named:
        return MISSING if field.nullable else False
    return not {"not", "no", "off", "false", "without", "never"} & set(clues.words)


def _named(field: Field, text: str) -> str:
    """What follows the property's own name: "note: after a run", "my name is Asha"."""
    names = {field.name.replace("_", " "), re.sub(r"\s*\(.*?\)", "", field.title)}
    for name in sorted(names, key=len, reverse=True):
        pattern = (
            rf"\b{re.escape(name)}\b\s*(?::|=|\bis\b|\bto\b|\bas\b|\bof\b)?\s+?[\"“']?(?P<said>[^\"“”,;\n]+)"
        )
        if match := re.search(pattern, text, re.IGNORECASE):
            said = re.split(r"\s+and\s+(?:my|the|set|a)\s+", match["said"])[0]
            return said.strip(" .'!?")
    return ""


def _free(clues: Clues, topic: list[str]) -> str:
    """The sentence without its command, its topic and what was used elsewhere."""
    if clues.quoted:
        return clues.quoted[0]
    words = clues.rest.split()
    while words and _is_command(words[0], topic):
        words.pop(0)
    while words and tokens(words[-1]) and all(t in FILLER for t in tokens(words[-1])):
        words.pop()
    return " ".join(words).strip(" .,:;!?")


def _is_command(word: str, topic: list[str]) -> bool:
    said = tokens(word)
    return all(t in FILLER or t in _COMMANDS or any(alike(t, o) for o in topic) for t in said)
