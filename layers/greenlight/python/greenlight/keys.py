"""The only maker of DynamoDB keys: each partition starts with the tenant, save what is looked up before it is known.

`Doors` (ticket, identity, connection: by hash) and the sweepers' sparse index (`due`) are the two exceptions.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import NewType

from ulid import ULID

ItemKey = Mapping[str, str]
TenantId = NewType("TenantId", str)
TENANT_ID = re.compile(r"[a-z0-9]{8,32}\Z")
_PART = re.compile(r"[A-Za-z0-9_.@:+-]{1,128}\Z")
SHARDS = 4


def new_id(prefix: str) -> str:
    """A prefixed ULID such as `run_01J…`: sorts by time of making."""
    return f"{prefix}_{ULID()}"


def digest(*parts: str) -> str:
    """SHA-256 in hex over the parts, unambiguously joined; what a secret or an outside id is stored as."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _tenant(tenant_id: str) -> str:
    if not TENANT_ID.match(tenant_id):
        raise ValueError("a tenant id is 8 to 32 lower-case letters and digits")
    return f"TENANT#{tenant_id}"


def is_part(value: str) -> bool:
    """Whether this may stand in a key: for ids that a caller chose, to refuse them in his own words."""
    return _PART.match(value) is not None


def _part(value: str) -> str:
    if not is_part(value):
        raise ValueError("a key part is 1 to 128 of A-Z a-z 0-9 _ . @ : + -")
    return value


def _key(pk: str, sk: str) -> ItemKey:
    return {"pk": pk, "sk": sk}


class Keys:
    """The keys of one tenant's items. Ids that did not come from us are refused when they hold a separator."""

    def __init__(self, tenant_id: str) -> None:
        self._root = _tenant(tenant_id)

    def _user(self, user_id: str) -> str:
        return f"{self._root}#USER#{_part(user_id)}"

    # Tenants
    def member(self, user_id: str) -> ItemKey:
        return _key(self._root, f"MEMBER#{_part(user_id)}")

    def tenant(self) -> ItemKey:
        return _key(self._root, "META")

    # Agents
    def agent(self, user_id: str, agent_id: str) -> ItemKey:
        return _key(self._user(user_id), f"AGENT#{_part(agent_id)}")

    # Entries: one partition per user and domain; `head` carries the partition's revision
    def entry(self, user_id: str, domain: str, key: str) -> ItemKey:
        return _key(f"{self._user(user_id)}#{_part(domain)}", f"ROW#{_part(key)}")

    def entries_between(
        self, user_id: str, domain: str, first: str = "", last: str = ""
    ) -> tuple[str, str, str]:
        """Partition key, lowest and highest sort key of the rows from `first` to `last`, both included."""
        low = self.entry(user_id, domain, first)["sk"] if first else "ROW#"
        high = self.entry(user_id, domain, last)["sk"] if last else "ROW#~"
        return self.entries_head(user_id, domain)["pk"], low, high

    def entries_head(self, user_id: str, domain: str) -> ItemKey:
        return _key(f"{self._user(user_id)}#{_part(domain)}", "HEAD")

    # Threads: one partition per thread
    def thread(self, thread_id: str) -> ItemKey:
        return _key(f"{self._root}#THREAD#{_part(thread_id)}", "META")

    def run(self, thread_id: str, run_id: str) -> ItemKey:
        return _key(f"{self._root}#THREAD#{_part(thread_id)}", f"RUN#{_part(run_id)}")

    def chunk(self, thread_id: str, base: int) -> ItemKey:
        return _key(f"{self._root}#THREAD#{_part(thread_id)}", f"CHUNK#{base:012d}")

    def surface(self, thread_id: str, surface_id: str) -> ItemKey:
        return _key(f"{self._root}#THREAD#{_part(thread_id)}", f"SURFACE#{_part(surface_id)}")

    def call(self, thread_id: str, call_id: str) -> ItemKey:
        return _key(f"{self._root}#THREAD#{_part(thread_id)}", f"CALL#{_part(call_id)}")

    def request(self, user_id: str, request_id: str) -> ItemKey:
        """The idempotency record of a socket message, by a hash since a client chose the id."""
        return _key(self._user(user_id), f"REQUEST#{digest(request_id)}")

    def run_pointer(self, user_id: str, run_id: str) -> ItemKey:
        """From a run's id alone to its thread; the user in the key makes another's run absent."""
        return _key(self._user(user_id), f"RUN#{_part(run_id)}")

    def threads_of(self, user_id: str) -> str:
        """Partition of index 1: a user's threads by last activity."""
        return f"{self._user(user_id)}#THREADS"

    # Models
    def feedback(self, user_id: str, feedback_id: str) -> ItemKey:
        return _key(self._user(user_id), f"FEEDBACK#{_part(feedback_id)}")

    # Ledger
    def idempotency(self) -> str:
        return f"{self._root}#IDEMPOTENCY"


def ticket(secret: str) -> ItemKey:
    """Doors: a socket ticket, by its hash."""
    return _key(f"TICKET#{digest(secret)}", "DOOR")


def identity(issuer: str, subject: str) -> ItemKey:
    """Doors: which member an OIDC identity is."""
    return _key(f"IDENTITY#{digest(issuer, subject)}", "DOOR")


def connection(connection_id: str) -> ItemKey:
    """Doors: whose socket this is."""
    return _key(f"CONNECTION#{digest(connection_id)}", "DOOR")


def due(run_id: str) -> str:
    """Partition of the sweepers' sparse index 2 on Threads, sorted by due time: no tenant, no user data, ids only."""
    return f"DUE#{int(digest(run_id)[:4], 16) % SHARDS}"
