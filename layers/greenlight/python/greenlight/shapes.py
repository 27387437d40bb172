"""The models that follow from a row: what its derived tools and routes take and give. Each is made on first use."""

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from .batch import MOST_CHANGES
from .declare import Domain
from .rowkeys import RowKeys

PAGE, MOST_ROWS = 50, 100


class Nothing(BaseModel):
    """No arguments."""


class Saved(BaseModel):
    """What a batch did."""

    revision: int = Field(description="The collection's revision now.")
    saved: int
    deleted: int


class Deleted(BaseModel):
    """What was removed."""

    deleted: str = Field(description="The key of the row that is gone.")
    revision: int = Field(description="The collection's revision now.")


class FormData(BaseModel):
    """What stands in the editor: rows as they are to be sent back, and the revision they were read at."""

    revision: int
    rows: list[dict[str, Any]]
    more: bool = Field(description="Whether older rows were left out.")


class Form(BaseModel):
    """The editor is open on the person's screen."""

    form: FormData


class Shapes:
    """The models of one domain, named after its row so that schemas and documents read well."""

    nothing, saved, deleted, form = Nothing, Saved, Deleted, Form

    def __init__(self, domain: Domain) -> None:
        self.row = domain.row
        self._name = domain.row.__name__
        self._keys = RowKeys(domain)
        if taken := {"revision", "clear"} & domain.row.model_fields.keys():
            raise TypeError(f"{domain.name}: the row's field {min(taken)!r} is a name that we add ourselves.")

    @cached_property
    def stored(self) -> type[BaseModel]:
        """A row and the revision of its last change, for `If-Match`."""
        return create_model(f"Stored{self._name}", __base__=self.row, revision=(int, ...))

    @cached_property
    def key(self) -> type[BaseModel]:
        """What names one row; nothing at all where a user has only one."""
        if (field := self._keys.field) is None:
            return Nothing
        return self._model("Key", {field: self._field(field)})

    @cached_property
    def changes(self) -> type[BaseModel]:
        """The key, and every other field as it should become; null leaves it, `clear` empties optional ones."""
        key, fields = self._keys.field, self.row.model_fields
        given: dict[str, Any] = {name: self._maybe(name) for name in fields if name != key}
        empty = [name for name, info in fields.items() if not info.is_required() and name != key]
        if empty:
            text = "Optional fields to empty; null for none."
            given["clear"] = (list[Literal[tuple(empty)]] | None, Field(None, description=text))  # type: ignore[misc]
        return self._model("Changes", ({key: self._field(key)} if key else {}) | given)

    @cached_property
    def listing(self) -> type[BaseModel]:
        """Which page; a domain whose key is a date can be asked for a range, both days included."""
        fields: dict[str, Any] = {
            "limit": (Annotated[int, Field(ge=1, le=MOST_ROWS)] | None, None),
            "cursor": (str | None, Field(None, description="`next_cursor` of the page before.")),
        }
        if self._keys.by_date:
            fields["from_"] = (self._keys.type | None, Field(None, alias="from", description="First day."))
            fields["to"] = (self._keys.type | None, Field(None, description="Last day."))
        return self._model("Listing", fields)

    @cached_property
    def page(self) -> type[BaseModel]:
        stored: Any = self.stored
        return self._model("Page", {"items": (list[stored], ...), "next_cursor": (str | None, ...)})

    @cached_property
    def batch(self) -> type[BaseModel]:
        """The one batch shape everywhere (contracts §3)."""
        row: Any = self.row
        key: Any = self._keys.type
        seen = "The revision the rows were read at; null skips the check."
        fields: dict[str, Any] = {
            "revision": (Annotated[int, Field(ge=0)] | None, Field(None, description=seen)),
            "upserts": (list[row], Field(default=[], description="Whole rows to add or replace.")),
            "deletes": (list[key], Field(default=[], description="Keys of rows to remove.")),
        }
        model = self._model("Batch", fields)
        model.__doc__ = f"All or nothing; at most {MOST_CHANGES} changes."
        return model

    def _field(self, name: str) -> Any:
        info = self.row.model_fields[name]
        return (info.annotation, info)

    def _maybe(self, name: str) -> Any:
        info = self.row.model_fields[name]
        value: Any = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
        return (value | None, Field(None, title=info.title, description=info.description))

    def _model(self, suffix: str, fields: dict[str, Any]) -> type[BaseModel]:
        made: type[BaseModel] = create_model(f"{self._name}{suffix}", **fields)
        return made
