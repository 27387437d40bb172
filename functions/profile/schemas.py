"""What crosses the border of the profile."""

from typing import Literal

from pydantic import BaseModel, Field

Activity = Literal["sedentary", "light", "moderate", "high"]


class Profile(BaseModel):
    """What a person told about himself when he began; all of it optional, one profile per person."""

    display_name: str | None = Field(default=None, title="Name", min_length=1, max_length=80)
    birth_year: int | None = Field(default=None, title="Year of birth", ge=1900, le=2100)
    height_cm: float | None = Field(default=None, title="Height (cm)", ge=50, le=272)
    activity_level: Activity | None = Field(default=None, title="Activity")
    goal: str | None = Field(default=None, title="Goal", max_length=300, description="In the person's words.")
    target_kg: float | None = Field(default=None, title="Target weight (kg)", ge=20, le=400)
