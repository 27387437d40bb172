"""The only maker of DynamoDB keys: each partition starts with the tenant, save what is looked up before it is known.

Exceptions: `Doors` (ticket, identity, connection: by hash), the sweepers' sparse index (`due`), and the platform's own
agent types.
"""

from ulid import ULID

from .hiring_keys import TYPES_LISTED, HiringKeys, agent_type, agent_type_version
from .key_parts import (
    TENANT_ID,
    ItemKey,
    TenantId,
    digest,
    is_part,
    item_key,
    new_id,
    part,
    tenant_root,
)

__all__ = [
    "SHARDS", "TENANT_ID", "TYPES_LISTED", "ItemKey", "Keys", "TenantId", "agent_type", "agent_type_version", "digest",
    "is_part", "new_id",
]  # fmt: skip
SHARDS = 4


class Keys(HiringKeys):
    """The keys of one tenant's items. Ids that did not come from us are refused when they hold a separator."""

    def __init__(self, tenant_id: str) -> None:
        self._root = tenant_root(tenant_id)

    # Tenants
    def member(self, user_id: str) -> ItemKey:
        return item_key(self._root, f"MEMBER#{part(user_id)}")

    def tenant(self) -> ItemKey:
        return item_key(self._root, "META")

    # Entries: one partition per user and domain; `head` carries the partition's revision
    def entry(self, user_id: str, domain: str, key: str) -> ItemKey:
        return item_key(f"{self._user(user_id)}#{part(domain)}", f"ROW#{part(key)}")

    def entries_between(
        self, user_id: str, domain: str, first: str = "", last: str = ""
    ) -> tuple[str, str, str]:
        """Partition key, lowest and highest sort key of the rows from `first` to `last`, both included."""
        low = self.entry(user_id, domain, first)["sk"] if first else "ROW#"
        high = self.entry(user_id, domain, last)["sk"] if last else "ROW#~"
        return self.entries_head(user_id, domain)["pk"], low, high

    def entries_head(self, user_id: str, domain: str) -> ItemKey:
        return item_key(f"{self._user(user_id)}#{part(domain)}", "HEAD")

    # Threads: one partition per thread
    def thread(self, thread_id: str) -> ItemKey:
        return item_key(f"{self._root}#THREAD#{part(thread_id)}", "META")

    def run(self, thread_id: str, run_id: str) -> ItemKey:
        return item_key(f"{self._root}#THREAD#{part(thread_id)}", f"RUN#{part(run_id)}")

    def chunk(self, thread_id: str, base: int) -> ItemKey:
        return item_key(f"{self._root}#THREAD#{part(thread_id)}", f"CHUNK#{base:012d}")

    def surface(self, thread_id: str, surface_id: str) -> ItemKey:
        return item_key(f"{self._root}#THREAD#{part(thread_id)}", f"SURFACE#{part(surface_id)}")

    def call(self, thread_id: str, call_id: str) -> ItemKey:
        return item_key(f"{self._root}#THREAD#{part(thread_id)}", f"CALL#{part(call_id)}")

    def request(self, user_id: str, request_id: str) -> ItemKey:
        """The idempotency record of a socket message, by a hash since a client chose the id."""
        return item_key(self._user(user_id), f"REQUEST#{digest(request_id)}")

    def run_pointer(self, user_id: str, run_id: str) -> ItemKey:
        """From a run's id alone to its thread; the user in the key makes another's run absent."""
        return item_key(self._user(user_id), f"RUN#{part(run_id)}")

    def threads_of(self, user_id: str) -> str:
        """Partition of index 1: a user's threads by last activity."""
        return f"{self._user(user_id)}#THREADS"

    # Models
    def feedback(self, user_id: str, thread_id: str, target_id: str) -> ItemKey:
        """One per answer: who changes his mind has one opinion still."""
        every = self.feedback_of(user_id, thread_id)
        return item_key(every["pk"], f"{every['sk']}{part(target_id)}")

    def feedback_of(self, user_id: str, thread_id: str) -> ItemKey:
        """What all of a thread begin with."""
        return item_key(self._user(user_id), f"FEEDBACK#{part(thread_id)}#")

    # Approvals: one partition per approval with its tokens, votes and effects; an inbox per person or role
    def approval(self, approval_id: str) -> ItemKey:
        return item_key(f"{self._root}#APPROVAL#{part(approval_id)}", "META")

    def approval_token(self, approval_id: str, execution: str) -> ItemKey:
        """A Step Functions task token, apart from the record so that no listing ever shows one."""
        return item_key(self.approval(approval_id)["pk"], f"TOKEN#{part(execution)}")

    def vote(self, approval_id: str, user_id: str) -> ItemKey:
        return item_key(self.approval(approval_id)["pk"], f"VOTE#{part(user_id)}")

    def effect(self, approval_id: str, attempt: int) -> ItemKey:
        return item_key(self.approval(approval_id)["pk"], f"EFFECT#{attempt:03d}")

    def inbox(self, assignee: str, approval_id: str, *, open: bool) -> ItemKey:
        """`assignee` is a user id, or `role.approver`; what waits and what is decided sort apart."""
        return item_key(
            f"{self._root}#INBOX#{part(assignee)}", f"{'OPEN' if open else 'DONE'}#{part(approval_id)}"
        )

    def inbox_socket(self, assignee: str, connection_id: str) -> ItemKey:
        return item_key(f"{self._root}#INBOX#{part(assignee)}", f"SOCKET#{digest(connection_id)}")

    def standing(self, user_id: str, standing_id: str) -> ItemKey:
        return item_key(self._user(user_id), f"STANDING#{part(standing_id)}")

    def controls(self) -> ItemKey:
        """Kill switches and policy of the tenant, in one item that every gate reads."""
        return item_key(self._root, "CONTROLS")

    # Ledger
    def idempotency(self) -> str:
        return f"{self._root}#IDEMPOTENCY"

    def rate(self, agent_id: str, minute: int) -> ItemKey:
        """An agent's calls in one minute, which counts from the epoch."""
        return item_key(f"{self._root}#RATE#{part(agent_id)}", f"MINUTE#{minute:010d}")

    def trial(self, agent_id: str) -> ItemKey:
        """What an agent has done of its trial."""
        return item_key(f"{self._root}#QUOTA#{part(agent_id)}", "TRIAL")

    def budget(self, agent_id: str, month: str) -> ItemKey:
        """What an agent has spent and reserved in one calendar month (`2026-01`, UTC)."""
        return item_key(f"{self._root}#QUOTA#{part(agent_id)}", f"BUDGET#{part(month)}")

    def outbox(self, row_id: str) -> ItemKey:
        return item_key(f"{self._root}#OUTBOX", f"OUT#{part(row_id)}")

    def audit_entry(self, entry_id: str) -> ItemKey:
        """One partition per tenant and day; the day is that of the id's own ULID."""
        day = ULID.from_str(entry_id.rpartition("_")[2]).datetime.date().isoformat()
        return item_key(f"{self._root}#AUDIT#{day}", f"ENTRY#{part(entry_id)}")

    def audit_of(self, correlation_id: str) -> str:
        """Partition of index 1: the entries of one correlation id, in their order."""
        return f"{self._root}#CORRELATION#{correlation_id}"

    def audit_days(self, day: str) -> str:
        """Partition of one day's entries; `day` as 2026-01-31."""
        return f"{self._root}#AUDIT#{part(day)}"

    def audit_block(self, number: int) -> ItemKey:
        return item_key(f"{self._root}#BLOCKS", f"BLOCK#{number:012d}")

    def audit_head(self) -> ItemKey:
        return item_key(self._root, "AUDIT_HEAD")


def ticket(secret: str) -> ItemKey:
    """Doors: a socket ticket, by its hash."""
    return item_key(f"TICKET#{digest(secret)}", "DOOR")


def identity(issuer: str, subject: str) -> ItemKey:
    """Doors: which member an OIDC identity is."""
    return item_key(f"IDENTITY#{digest(issuer, subject)}", "DOOR")


def connection(connection_id: str) -> ItemKey:
    """Doors: whose socket this is."""
    return item_key(f"CONNECTION#{digest(connection_id)}", "DOOR")


def approval_link(token: str) -> ItemKey:
    """Doors: which approval a mailed link opens, and for whom."""
    return item_key(f"LINK#{digest(token)}", "DOOR")


def due(run_id: str) -> str:
    """Partition of a sweeper's sparse index 2 (of runs, approvals, effects, outbox rows), sorted by due time.

    No tenant, no user data, ids only.
    """
    return f"DUE#{int(digest(run_id)[:4], 16) % SHARDS}"


def failed(row_id: str) -> str:
    """Partition of index 2: outbox rows that were given up, by time, until a person looks."""
    return due(row_id).replace("DUE", "FAILED")


def unsealed(tenant_id: str, entry_id: str) -> tuple[str, str]:
    """Index 2 of the audit entries that no block holds yet: a tenant's shard, and the place of the entry in it."""
    return due(tenant_id).replace("DUE", "UNSEALED"), f"{tenant_root(tenant_id)}#{entry_id}"


def unanchored(tenant_id: str) -> str:
    """Partition of index 2: audit heads by the day for which no copy of them is locked away yet."""
    return due(tenant_id).replace("DUE", "UNANCHORED")
