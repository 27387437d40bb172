"""Ids in models of what comes from outside: refused there in the caller's own words, before any key is made of them."""

from typing import Annotated

from pydantic import Field

from .key_parts import PART

Id = Annotated[str, Field(pattern=f"^{PART}$")]
