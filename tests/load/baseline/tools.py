"""The baseline's tools, the usual way: models, a table of them, SQLite behind, and cards that are always sent."""

import json
import sqlite3
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

Json = dict[str, Any]

PERSONA = """You are a personal coach. Keep an honest record with the person, be brief and concrete, and say only what
a tool result says. Dates are YYYY-MM-DD, weights are kilograms. If something is missing, ask one short question.
"""

TABLES = """
CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, session TEXT, role TEXT, content TEXT);
CREATE INDEX IF NOT EXISTS messages_by_session ON messages (session, id);
CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, session TEXT, event TEXT);
CREATE TABLE IF NOT EXISTS weights (user TEXT, day TEXT, kg REAL, note TEXT, PRIMARY KEY (user, day));
CREATE TABLE IF NOT EXISTS profiles (user TEXT PRIMARY KEY, profile TEXT);
"""


class Weight(BaseModel):
    """One weighing, one per day."""

    day: date
    kg: float = Field(ge=20, le=400)
    note: str | None = None


class Day(BaseModel):
    day: date


class Page(BaseModel):
    limit: int | None = None


class Profile(BaseModel):
    display_name: str | None = None
    height_cm: float | None = None
    goal: str | None = None


class Nothing(BaseModel):
    pass


def create_weight(db: sqlite3.Connection, user: str, given: Weight) -> Json:
    row = (user, given.day.isoformat(), given.kg, given.note)
    db.execute("INSERT INTO weights VALUES (?, ?, ?, ?)", row)
    return {"row": given.model_dump(mode="json")}


def update_weight(db: sqlite3.Connection, user: str, given: Weight) -> Json:
    row = (given.kg, given.note, user, given.day.isoformat())
    db.execute("UPDATE weights SET kg = ?, note = ? WHERE user = ? AND day = ?", row)
    return {"row": given.model_dump(mode="json")}


def delete_weight(db: sqlite3.Connection, user: str, given: Day) -> Json:
    db.execute("DELETE FROM weights WHERE user = ? AND day = ?", (user, given.day.isoformat()))
    return {"day": given.day.isoformat()}


def list_weights(db: sqlite3.Connection, user: str, given: Page) -> Json:
    sql = "SELECT day, kg, note FROM weights WHERE user = ? ORDER BY day DESC LIMIT ?"
    rows = db.execute(sql, (user, given.limit or 20)).fetchall()
    return {"items": [{"day": day, "kg": kg, "note": note} for day, kg, note in rows]}


def get_profile(db: sqlite3.Connection, user: str, _: Nothing) -> Json:
    found = db.execute("SELECT profile FROM profiles WHERE user = ?", (user,)).fetchone()
    return {"row": json.loads(found[0]) if found else {}}


def update_profile(db: sqlite3.Connection, user: str, given: Profile) -> Json:
    db.execute("INSERT OR REPLACE INTO profiles VALUES (?, ?)", (user, given.model_dump_json()))
    return {"row": given.model_dump()}


TOOLS: dict[str, tuple[Any, type[BaseModel], str]] = {
    "weights__create": (create_weight, Weight, "Add a weighing."),
    "weights__update": (update_weight, Weight, "Change the weighing of a day."),
    "weights__delete": (delete_weight, Day, "Remove the weighing of a day."),
    "weights__list": (list_weights, Page, "List weighings, latest first."),
    "profile__get": (get_profile, Nothing, "Show the profile."),
    "profile__update": (update_profile, Profile, "Change the profile."),
}


def capabilities() -> Json:
    """Tool schemas and table cards: all of them go into every prompt."""
    tools = [
        {
            "type": "function",
            "function": {"name": name, "description": about, "parameters": model.model_json_schema()},
        }
        for name, (_, model, about) in TOOLS.items()
    ]
    cards = "\n".join(f"# {m.__name__}\n{', '.join(m.model_fields)}" for m in (Weight, Profile))
    return {"tools": tools, "cards": cards}


def execute(db: sqlite3.Connection, user: str, tool: str, arguments: Json) -> Json:
    """Validate, run, commit."""
    run, model, _ = TOOLS[tool]
    with db:
        result: Json = run(db, user, model.model_validate(arguments))
    return result
