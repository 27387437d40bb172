"""The samples must be what the schemas ask for, whole, and hold no secret: a form can be tried with them at once."""

from collections.abc import Iterator, Mapping
from typing import Any

from greenlight.credential_refs import blanked
from greenlight.reading import pointer
from greenlight.secret_places import secrets as secret_places
from greenlight.type_values import Problem, with_defaults
from greenlight.type_values import problems as misfits

Json = Mapping[str, Any]


def problems(definition: Json) -> list[Problem]:
    """For a definition whose schemas are readable and point where something is."""
    config = definition["sample_config"]
    found = _at("/sample_config", misfits(definition["config_schema"], config, config))
    for place, schema, settings in _settings(definition):
        found += _at(place, misfits(schema, with_defaults(schema, settings, config), config))
    return found


def secrets(definition: Json) -> list[Problem]:
    """Where a sample holds what looks like a secret; never what it is. The schemas may be any."""
    samples = [("/sample_config", definition["sample_config"])]
    samples += [(place, settings) for place, _, settings in _settings(definition)]
    return [
        {
            "pointer": place + pointer(*path),
            "detail": "looks like a secret; a credential has its reference here",
        }
        for place, sample in samples
        for path in dict.fromkeys(secret_places(blanked(sample)))
    ]


def _settings(definition: Json) -> Iterator[tuple[str, Json, Json]]:
    for number, template in enumerate(definition["goal_templates"]):
        place = f"/goal_templates/{number}/sample_settings"
        yield place, template["settings_schema"], template["sample_settings"]


def _at(place: str, found: list[Problem]) -> list[Problem]:
    return [{"pointer": place + one["pointer"], "detail": one["detail"]} for one in found]
