"""Profile: what a coach should know of a person before the first advice."""

from greenlight.crud import crud
from greenlight.declare import ENTRIES, Domain

from .decide import plausible
from .schemas import Profile

DOMAIN = Domain(
    name="profile",
    title="Profile",
    about="who the person is",
    row=Profile,
    key=None,
    rule=plausible,
    tools=crud(ENTRIES),
    edit_with="save_batch",
)
