"""The desk of every domain: parse, run, wrap; for the tools' Lambdas and for the REST routes. It knows no domain."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from . import observe
from .caller import Caller
from .declare import Domain, Tool
from .entries import Entries
from .errands import Errands, persist
from .errors import Invalid, Refused
from .reading import parse, pointer, storable
from .rest import Answer, answer, body, current_caller, if_match, query
from .rows import Rows
from .spec import spec

if TYPE_CHECKING:
    from chalice.app import Chalice

Port = Callable[[Domain], Rows[Any]]
Lambda = Callable[[Any, Any], Any]


def tool_lambdas(app: "Chalice", domain: Domain, port: Port = Entries) -> dict[str, Lambda]:
    """One Lambda per declared tool, registered with Chalice, by its name; an `app.py` makes them its attributes."""
    return {
        tool.name: app.lambda_function(name=tool.name)(_lambda(domain, tool, port)) for tool in domain.tools
    }


def domain_routes(app: "Chalice", domain: Domain, port: Port = Entries) -> None:
    """The REST routes of contracts §3; a domain's own tool serves the route that its derived one would."""
    base, routes = f"/api/v1/{domain.name}", _Routes(domain, port(domain))
    for path, methods in routes.table().items():
        for method, view in methods.items():
            app.route(base + path, methods=[method])(view)


def _lambda(domain: Domain, tool: Tool, port: Port) -> Lambda:
    full_name = f"{domain.name}.{tool.name}"

    def carry_out(event: Mapping[str, Any], _: Any) -> dict[str, Any]:
        if event["tool"] != full_name:
            raise ValueError(f"{full_name} was invoked as another tool")
        try:
            arguments = parse(tool.arguments, storable(event["arguments"]))
            caller = _caller(event)
            result = persist(lambda: tool.run(caller, arguments, port(domain)))
        except Refused as refused:
            return {"ok": False, "problems": _problems(refused), "detail": refused.detail}
        return {"ok": True, "result": result.model_dump(mode="json", by_alias=True)}

    carry_out.__name__ = tool.name
    return observe.logged(carry_out, name=full_name)


def _caller(event: Mapping[str, Any]) -> Caller:
    """The envelope of contracts §6, written by the executor from a verified run token."""
    return Caller(
        event["tenant_id"], event["user_id"], agent_id=event["agent_id"], run_id=event["run_id"],
        correlation_id=event["correlation_id"], timezone=event.get("timezone") or "UTC",
    )  # fmt: skip


def _problems(refused: Refused) -> list[dict[str, str]]:
    return refused.problems or [{"pointer": "", "detail": refused.detail}]


# Who may change his rows; whoever else has rows may read them.
_OWNER = spec(roles=("customer",))


class _Routes:
    """The views of one domain."""

    def __init__(self, domain: Domain, rows: Rows[Any]) -> None:
        self._domain, self._rows = domain, rows
        self._errands = Errands(domain)
        self._shapes = self._errands.shapes
        self._own = {tool.name: tool for tool in domain.tools}

    def table(self) -> dict[str, dict[str, Callable[..., Answer]]]:
        editable = {"/form": {"GET": self.form}} if self._domain.edit_with else {}
        return {
            "": {"GET": self.list, "POST": self.create},
            "/{key}": {"GET": self.get, "PUT": self.put, "DELETE": self.delete},
            "/batch": {"POST": self.batch},
            **editable,
        }

    def list(self) -> Answer:
        return answer(self._run("list", query(self._shapes.listing)))

    @_OWNER
    def create(self) -> Answer:
        made = self._run("create", body(self._shapes.row))
        key = self._errands.keys.of(made)
        place = f"/api/v1/{self._domain.name}/{key}"
        return answer(made, 201, {"Location": place}, revision=made.revision)

    def get(self, key: str) -> Answer:
        found = self._errands.fetch(current_caller(), self._errands.keys.parse(key), self._rows)
        return answer(found, revision=found.revision)

    @_OWNER
    def put(self, key: str) -> Answer:
        named, row, insisted = self._errands.keys.parse(key), body(self._shapes.row), if_match()
        if self._errands.keys.of(row) != named:
            problem = {"pointer": pointer(self._domain.key or ""), "detail": "is not the key of the path"}
            raise Invalid("The row has another key than the path.", problems=[problem])
        caller = current_caller()
        stored, new = persist(lambda: self._errands.replace(caller, named, row, self._rows, insisted))
        return answer(stored, 201 if new else 200, revision=stored.revision)

    @_OWNER
    def delete(self, key: str) -> Answer:
        named, insisted, caller = self._errands.keys.parse(key), if_match(), current_caller()
        persist(lambda: self._errands.remove(caller, named, self._rows, insisted))
        return answer(status=204)

    @_OWNER
    def batch(self) -> Answer:
        own = self._own.get("save_batch")
        return answer(self._run("save_batch", body(own.arguments if own else self._shapes.batch)))

    def form(self) -> Answer:
        from .forms import derive, surface

        data = self._run("open_form", self._shapes.nothing()).form.model_dump(mode="json")
        surface_id = f"{self._domain.name}-form"
        return answer({"surface_id": surface_id, "messages": surface(derive(self._domain), surface_id, data)})

    def _run(self, name: str, arguments: Any) -> Any:
        run = self._own[name].run if name in self._own else getattr(self._errands, name)
        who = current_caller()
        return persist(lambda: run(who, arguments, self._rows))
