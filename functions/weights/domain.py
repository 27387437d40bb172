"""Weights: a person's body-weight log."""

from greenlight.crud import crud
from greenlight.declare import ENTRIES, Domain, Tool

from .decide import acceptable
from .schemas import Weight
from .tools import save_batch

DOMAIN = Domain(
    name="weights",
    title="Weights",
    about="body weight log",
    row=Weight,
    key="day",
    rule=acceptable,
    tools=(*crud(ENTRIES), Tool(save_batch, effect="write", needs=(ENTRIES.read, ENTRIES.write))),
    edit_with="save_batch",
)
