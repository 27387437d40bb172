"""What identifies a row: the declared field's value on one side, the text of a key, a path or a cursor on the other."""

from datetime import date
from functools import cached_property
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from .declare import Domain
from .errors import Invalid, NotFound
from .keys import is_part
from .reading import pointer

ME = "me"


class RowKeys:
    """The keys of one domain's rows; a domain without a key has one row per user, called "me"."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self.field = domain.key

    @cached_property
    def type(self) -> Any:
        """The annotation of the key's field."""
        return self._domain.row.model_fields[self.field].annotation if self.field else str

    @property
    def by_date(self) -> bool:
        """Whether rows have an order in time, and so are listed newest first."""
        return isinstance(self.type, type) and issubclass(self.type, date)

    def of(self, row: BaseModel) -> str:
        """Raises Invalid for a text that cannot be a key."""
        return self.text(getattr(row, self.field)) if self.field else ME

    def text(self, value: Any) -> str:
        text = value.isoformat() if isinstance(value, date) else str(value)
        if not is_part(text):
            detail = "A key has 1 to 128 characters of A-Z a-z 0-9 _ . @ : + -"
            raise Invalid(detail, problems=[{"pointer": pointer(self.field or ""), "detail": detail}])
        return text

    def parse(self, text: str) -> str:
        """The key of a path, in its one spelling. Raises NotFound for what no row can be called."""
        try:
            value = TypeAdapter(self.type).validate_python(text)
            return self.text(value) if self.field or value == ME else _absent()
        except (ValidationError, Invalid):
            return _absent()


def _absent() -> str:
    raise NotFound("There is no such entry.")
