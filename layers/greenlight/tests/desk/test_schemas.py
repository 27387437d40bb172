"""Strict schemas: what a model may be promised, and what cannot be."""

from datetime import date
from typing import Any, Literal

import jsonschema_rs
import pytest
from greenlight.schemas import NotStrict, strict_schema
from pydantic import BaseModel, Field, RootModel


class Part(BaseModel):
    """A part."""

    size: int = 3
    colour: Literal["red", "blue"] | None = None


class Whole(BaseModel):
    day: date = Field(title="Day of making")
    name: str = Field(max_length=10, title="Name")
    main: Part = Field(description="The one that matters.")
    others: list[Part] = []


def test_objects_are_closed_and_every_property_is_required() -> None:
    schema = strict_schema(Whole)
    assert (schema["required"], schema["additionalProperties"]) == (["day", "name", "main", "others"], False)
    part = schema["$defs"]["Part"]
    assert (part["required"], part["additionalProperties"]) == (["size", "colour"], False)
    jsonschema_rs.validator_for(schema)


def test_defaults_and_lengths_stay_with_us() -> None:
    text = str(strict_schema(Whole))
    assert "default" not in text
    assert "maxLength" not in text


def test_a_title_that_a_person_wrote_is_kept_and_pydantics_own_is_not() -> None:
    properties = strict_schema(Whole)["properties"]
    assert properties["day"]["description"] == "Day of making"
    assert "description" not in properties["name"]


def test_a_reference_with_words_beside_it_is_written_out() -> None:
    main = strict_schema(Whole)["properties"]["main"]
    assert (main["description"], main["type"], "$ref" in main) == ("The one that matters.", "object", False)


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Home(BaseModel):
    pet: Cat | Dog = Field(discriminator="kind")


def test_one_of_several_becomes_any_of() -> None:
    pet = strict_schema(Home)["properties"]["pet"]
    assert [option["$ref"] for option in pet["anyOf"]] == ["#/$defs/Cat", "#/$defs/Dog"]


class Headers(BaseModel):
    headers: dict[str, str]


class Anything(BaseModel):
    value: Any


class Pair(BaseModel):
    pair: tuple[int, str]


class Either(RootModel[Cat | Dog]):
    """A union at the root."""


@pytest.mark.parametrize("model", [Headers, Anything, Pair, Either])
def test_what_strict_mode_cannot_express_is_refused(model: type[BaseModel]) -> None:
    with pytest.raises(NotStrict, match=model.__name__):
        strict_schema(model)


class Tree(BaseModel):
    """Holds itself."""

    name: str
    below: "list[Tree]"


def test_a_model_may_hold_itself() -> None:
    schema = strict_schema(Tree)
    assert schema["required"] == ["name", "below"]
    assert jsonschema_rs.validator_for(schema).is_valid({"name": "a", "below": [{"name": "b", "below": []}]})
