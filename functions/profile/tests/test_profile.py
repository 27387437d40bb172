"""What a profile may say, and how it grows."""

from datetime import date

import pytest
from greenlight.caller import Caller
from greenlight.errands import Errands
from greenlight.errors import Invalid, NotFound

from functions.profile.decide import plausible
from functions.profile.domain import DOMAIN
from functions.profile.schemas import Profile
from tests.standins.rows import MemoryRows

ANA = Caller("acmehealth", "usr_ana")


def test_nobody_is_born_in_a_year_to_come() -> None:
    with pytest.raises(Invalid) as refused:
        plausible(Profile(birth_year=2027), date(2026, 11, 20))
    assert refused.value.problems[0]["pointer"] == "/birth_year"


def test_a_year_of_birth_may_stay_unsaid() -> None:
    plausible(Profile(), date(2026, 11, 20))


def test_the_first_change_makes_the_profile_and_the_next_keeps_what_was_said() -> None:
    errands, rows = Errands(DOMAIN), MemoryRows(DOMAIN)
    changes = errands.shapes.changes
    errands.update(ANA, changes(display_name="Ana"), rows)
    errands.update(ANA, changes(height_cm=171.5), rows)
    assert rows.all(ANA) == [Profile(display_name="Ana", height_cm=171.5)]


def test_a_field_is_emptied_by_name() -> None:
    errands, rows = Errands(DOMAIN), MemoryRows(DOMAIN)
    rows.keep(ANA, Profile(display_name="Ana", goal="run 10 km"))
    errands.update(ANA, errands.shapes.changes(clear=["goal"]), rows)
    assert rows.all(ANA) == [Profile(display_name="Ana")]


def test_the_editor_of_an_empty_profile_has_one_empty_row() -> None:
    errands, rows = Errands(DOMAIN), MemoryRows(DOMAIN)
    form = errands.open_form(ANA, errands.shapes.nothing(), rows).form
    assert form.rows == [dict.fromkeys(Profile.model_fields)]
    with pytest.raises(NotFound):
        errands.get(ANA, errands.shapes.nothing(), rows)
