"""What every domain declares: schemas, texts, forms, rights."""

import jsonschema_rs
import pytest
from greenlight import catalogue
from greenlight.declare import ENTRIES, Domain
from greenlight.forms import surface, validate

from tests.contract import samples
from tests.contract.found import NAMES, declared_tools

TOOLS = [pytest.param(name, tool, id=f"{name}.{tool}") for name in NAMES for tool in declared_tools(name)]


def test_there_are_domains() -> None:
    assert {"weights", "profile"} <= set(NAMES)


def test_a_domain_is_named_as_its_folder_and_its_line_is_short(domain: Domain) -> None:
    assert domain.name in NAMES
    assert len(domain.about) <= catalogue.LONGEST_ABOUT


def test_a_domain_describes_itself(domain: Domain) -> None:
    described = catalogue.describe(domain)
    assert described["card"].startswith(f"# {domain.title}\n")
    for field in domain.row.model_fields:
        assert f"| `{field}` |" in described["card"]


@pytest.mark.parametrize(("name", "tool"), TOOLS)
def test_a_tool_tells_the_model_what_it_does(name: str, tool: str) -> None:
    described = declared_tools(name)[tool]
    assert len(described["description"]) >= 15
    assert described["description"].endswith(".")


@pytest.mark.parametrize(("name", "tool"), TOOLS)
def test_a_tools_name_can_be_said_by_a_model(name: str, tool: str) -> None:
    said = catalogue.model_name(f"{name}.{tool}")
    assert len(said) <= 64
    assert catalogue.tool_name(said) == f"{name}.{tool}"


@pytest.mark.parametrize(("name", "tool"), TOOLS)
def test_a_tools_schema_is_strict_unless_it_says_so(name: str, tool: str) -> None:
    described = declared_tools(name)[tool]
    jsonschema_rs.validator_for(described["parameters"])
    assert described["parameters"]["type"] == "object"
    if described["strict"]:
        assert not list(loose_objects(described["parameters"]))


def loose_objects(schema: object) -> list[object]:
    """Objects that would let something through that nobody declared."""
    found: list[object] = []
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            properties = set(schema["properties"])
            closed = schema["additionalProperties"] is False and set(schema["required"]) == properties
            found += [] if closed else [schema]
        found += [loose for value in schema.values() for loose in loose_objects(value)]
    if isinstance(schema, list):
        found += [loose for value in schema for loose in loose_objects(value)]
    return found


def test_a_reading_tool_may_not_write(domain: Domain) -> None:
    for tool in domain.tools:
        assert (ENTRIES.write in tool.needs) == (tool.effect == "write"), tool.name


def test_the_form_is_made_of_components_of_our_catalogue(domain: Domain) -> None:
    if not domain.edit_with:
        pytest.skip("has no form")
    form = catalogue.describe(domain)["form"]
    validate(form)
    assert form["action"] == f"{domain.name}.{domain.edit_with}"
    messages = surface(form, "srf_1", {"revision": 0, "rows": [samples.row(domain)]})
    kinds = [next(kind for kind in message if kind != "version") for message in messages]
    assert kinds == ["createSurface", "updateComponents", "updateDataModel"]


def test_the_catalogue_is_the_same_twice_and_changes_with_a_word(domain: Domain) -> None:
    once = catalogue.assemble([domain])
    assert once == catalogue.assemble([domain])
    once["domains"][domain.name]["title"] += "!"
    assert catalogue.digest(once["domains"]) != once["hash"]
