"""What crosses the border of the weight log."""

from datetime import date

from pydantic import BaseModel, Field


class Weight(BaseModel):
    """One weighing, one per day."""

    day: date = Field(title="Date")
    kg: float = Field(title="Weight (kg)", ge=20, le=400)
    note: str | None = Field(default=None, title="Note", max_length=200)


class WeightBatch(BaseModel):
    """Weighings to log or correct and days to empty: all or nothing, at most 90 changes."""

    revision: int | None = Field(
        default=None, ge=0, description="The revision the log was read at; null skips the check."
    )
    upserts: list[Weight] = Field(default=[], description="Whole weighings to add or replace.")
    deletes: list[date] = Field(default=[], description="Days whose weighing goes.")
