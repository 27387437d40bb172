"""What drafts hold fits the tools that will be asked for: strict schemas, and platforms' limits, of another folder."""

import jsonschema_rs
import pytest
from greenlight.declare import Tool
from greenlight.post_limits import LIMITS
from greenlight.schemas import strict_schema

from functions.effects.social import SOCIAL
from functions.effects.trading import TRADING
from functions.goal_run.tests.conftest import TARA, deliverables, hire, play, run_of
from functions.goal_run.tests.server import ModelServer
from functions.goal_run.tests.test_marketing import ALL, hire_for_all
from tests.standins.cloud import Cloud

CATALOGUE: dict[str, Tool] = {
    f"{page.name}.{tool.name}": tool for page in (SOCIAL, TRADING) for tool in page.tools
}


def test_every_platform_has_its_tool_under_its_verb() -> None:
    assert {one.tool: one.verb for one in LIMITS.values()} == {
        name: tool.verb for name, tool in CATALOGUE.items() if name.startswith("social.")
    }


def test_what_is_drafted_for_a_platform_fits_its_tool(world: Cloud, model: ModelServer) -> None:
    hire_for_all()
    made = deliverables(play(run_of("weekly_multichannel_batch")))
    assert [one.platform for one in made] == ALL
    for one in made:
        jsonschema_rs.validate(strict_schema(CATALOGUE[one.tool].arguments), dict(one.arguments))


@pytest.mark.parametrize("template", ["trade_intent_draft", "close_position_reminder"])
def test_what_is_drafted_for_the_exchange_fits_its_tool(template: str, world: Cloud) -> None:
    hire(TARA)
    one = deliverables(play(run_of(template, TARA)))[0]
    assert CATALOGUE[one.tool].verb == one.verb
    jsonschema_rs.validate(strict_schema(CATALOGUE[one.tool].arguments), dict(one.arguments))
