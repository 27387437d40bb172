"""What a profile may say: values in, values out."""

from datetime import date

from greenlight.errors import Invalid

from .schemas import Profile


def plausible(profile: Profile, today: date) -> None:
    """Nobody is born in a year to come."""
    if profile.birth_year is not None and profile.birth_year > today.year:
        detail = f"{profile.birth_year} is in the future."
        raise Invalid(detail, problems=[{"pointer": "/birth_year", "detail": detail}])
