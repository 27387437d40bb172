"""Words as the stand-in model sees them: tokens, plurals, units and the few verbs that it knows."""

import re
from typing import Literal

Intent = Literal["create", "list", "update", "delete", "form", "none"]

# A unit, its spellings, and what is measured in it: general language, not a list of our domains.
UNITS: dict[str, tuple[str, str]] = {
    "kg": ("kgs kilo kilos kilogram kilograms", "weight weigh mass body"),
    "g": ("gram grams", "mass"),
    "cm": ("centimetre centimetres centimeter centimeters", "height waist length"),
    "m": ("metre metres meter meters", "distance length"),
    "km": ("kilometre kilometres kilometer kilometers", "distance run ride walk"),
    "h": ("hour hours hrs hr", "duration sleep"),
    "min": ("mins minute minutes", "duration"),
    "kcal": ("calorie calories", "energy meal food"),
    "ml": ("millilitre millilitres", "water drink"),
    "l": ("litre litres liter liters", "water drink"),
    "bpm": ("beats", "pulse heart"),
    "%": ("percent percentage", "share"),
    "steps": ("step", "walk"),
}

VERBS: dict[Intent, str] = {
    "form": "open edit form editor",
    "delete": "remove delete erase drop clear forget",
    "update": "change update correct fix replace set amend adjust",
    "create": "log add record save note track enter put write register publish post send create make place schedule",
    "list": "show list display see view read get what which how look find tell print history",
}

_TOKEN = re.compile(r"[^\W_]+|%")


def tokens(text: str) -> list[str]:
    """Lower-case words; `save_batch` and `Weight (kg)` give two each."""
    return [t.lower() for t in _TOKEN.findall(text)]


FILLER = frozenset(
    tokens("""
    a an and the my me i we you it its is are was were am be been to of in on at for from by with as that this these
    those please can could would will shall should do did does have has had just now new entry row record item value
    today yesterday tomorrow into out up all any some let s m re ve
    """)
)


def stem(word: str) -> str:
    """The singular, roughly: enough to match a plural with its singular."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def alike(one: str, other: str) -> bool:
    """True for `weights` and `weight`, and for `weigh` and `weight`: the shorter begins the longer."""
    a, b = sorted((stem(one), stem(other)), key=len)
    return a == b or (len(a) >= 5 and len(b) - len(a) <= 3 and b.startswith(a))


def unit_words(word: str) -> frozenset[str]:
    """The unit that a word spells, with everything that is said of it; empty for a word that is no unit."""
    for unit, (spellings, measured) in UNITS.items():
        if word == unit or word in spellings.split():
            return frozenset([unit, *spellings.split(), *measured.split()])
    return frozenset()


def overlap(words: list[str], others: list[str]) -> int:
    """How many of `words` have a match among `others`; filler does not count."""
    return sum(1 for w in words if w not in FILLER and any(alike(w, o) for o in others))


def intent_of(text: str) -> Intent:
    """What the person wants done, by the first telling verb; a question is a wish to see."""
    words = tokens(text)
    if not words:
        return "none"
    if words[0] in {"what", "which", "how", "when", "show", "list"} and "form" not in words:
        return "list"
    first = {w: i for i, w in reversed(list(enumerate(words)))}
    found = [(first[v], intent) for intent, verbs in VERBS.items() for v in verbs.split() if v in first]
    intent = min(found)[1] if found else "none"
    if intent in {"list", "create", "none"} and ("form" in first or "editor" in first):
        return "form"
    if intent == "form" and "edit" in first and any(c.isdigit() for c in text):
        return "update"
    return intent
