"""The code under test, broken on purpose: each mutant takes one guard away, and the explorer must turn red.

A mutant is made as its module is imported, by Python's own import machinery, in a process of its own; no file changes.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType


class NoMutant(Exception):
    """The text to be changed is not there, or stands there twice: then the mutant proves nothing."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """In `changes`: (module, old text, new text). `scenario` is one that must find it out, in the words of `found`."""

    scenario: str
    found: str
    changes: Sequence[tuple[str, str, str]]


APPROVALS, EFFECTS = "greenlight.approvals", "functions.effects"
NOT_EARLIER = 'condition="attribute_not_exists(pk)"'
NO_TENANT = (f"{APPROVALS}.store", ' or found["tenant_id"] != self.tenant_id', "")

MUTANTS: Mapping[str, Mutant] = {
    "the digest of what is executed is not computed again": Mutant(
        "tampered", "something else went out than was approved",
        [(f"{EFFECTS}.check", "action_digest(record.bound, record.arguments) == record.digest", "True")],
    ),
    "the digest that a person saw is not compared": Mutant(
        "two_people", "somebody said yes to what he did not see",
        [(f"{APPROVALS}.judge", "decision.digest != record.digest", "False")],
    ),
    "a decision is written without its condition": Mutant(
        "verdicts", "became",
        [(f"{APPROVALS}.changes", 'f"#status = :pending AND digest = :seen AND revision = :revision{still}"',
          '"attribute_exists(pk)"')],
    ),
    "a decision is written for another revision": Mutant(
        "two_people", "somebody said yes to what he did not see",
        [(f"{APPROVALS}.changes", " AND digest = :seen AND revision = :revision{still}", "{still}")],
    ),
    "an approval is not consumed": Mutant(
        "killed", "confirmed became prepared",
        [(f"{APPROVALS}.consume", " AND attempts = :before", ""),
         (f"{APPROVALS}.consume", f"{{**key, **effect}}, {NOT_EARLIER}", "{**key, **effect}")],
    ),
    "an approval that was taken back is consumed": Mutant(
        "revoked", "consumed while revoked",
        [(f"{APPROVALS}.consume", "#status IN (:approved, :edited) AND ", "")],
    ),
    "a yes that was acted on is taken back": Mutant(
        "revoked", "approved became", [(f"{APPROVALS}.changes", " AND attempts = :none", "")],
    ),
    "the lease counts for nothing": Mutant(
        "slow", "an attempt was taken from the living",
        [(f"{EFFECTS}.ledger", 'effect.status == "unknown" or effect.lease_until <= now', "True")],
    ),
    "who was held up sends after its lease": Mutant(
        "slow", "sent while",
        [(f"{EFFECTS}.execute", "adapter.send(ready, began +", "adapter.send(ready, ports.now() +")],
    ),
    "whatever a dead worker leaves is called not sent": Mutant(
        "killed", "two requests that may have arrived",
        [(f"{EFFECTS}.ledger", 'if effect.status == "prepared":', "if True:")],
    ),
    "an effect is moved on whatever became of it": Mutant(
        "slow", "became",
        [(f"{EFFECTS}.store", 'condition="revision = :revision"', 'condition="attribute_exists(pk)"')],
    ),
    "what is unknown is tried again": Mutant(
        "killed", "two requests that may have arrived",
        [(f"{EFFECTS}.ledger", 'status="needs_person", ', 'status="not_sent", abandoned=True, ')],
    ),
    "nothing keeps tenants apart": Mutant(
        "strangers", "another tenant's approval",
        [("greenlight.key_parts", 'return f"TENANT#{tenant_id}"', 'return "TENANT#acmehealth"'), NO_TENANT],
    ),
    "a record's tenant is not looked at": Mutant(
        "planted", "another tenant's approval",
        [NO_TENANT],
    ),
    "a kill switch is seen at the gate alone": Mutant(
        "stopped", "consumed after the kill switch was pulled",
        [(f"{APPROVALS}.consume", '"attribute_not_exists(kill_tenant) AND ', '"')],
    ),
}  # fmt: skip


class _Loader(SourceFileLoader):
    """Reads the module's own file, and gives the changed text to the compiler; no bytecode is kept of it."""

    def __init__(self, spec: ModuleSpec, changes: Sequence[tuple[str, str]]) -> None:
        super().__init__(spec.name, str(spec.origin))
        self._changes = changes

    def get_code(self, fullname: str) -> CodeType:
        text = changed(self.get_data(self.path).decode(), self._changes)
        return compile(text, self.path, "exec", dont_inherit=True)


def changed(text: str, changes: Sequence[tuple[str, str]]) -> str:
    """Raises NoMutant."""
    for old, new in changes:
        if text.count(old) != 1:
            raise NoMutant(f"this stands {text.count(old)} times in the module: {old}")
        text = text.replace(old, new)
    return text


class Importer(MetaPathFinder):
    """Put first in `sys.meta_path`, before anything of the project is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self._changes = {
            module: [(old, new) for named, old, new in mutant.changes if named == module]
            for module, _, _ in mutant.changes
        }
        if early := self._changes.keys() & sys.modules.keys():
            raise NoMutant(f"imported before it could be changed: {', '.join(early)}")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in self._changes else None
        if spec is None:
            return None
        spec.loader = _Loader(spec, self._changes[fullname])
        return spec
