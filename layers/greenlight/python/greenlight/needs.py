"""What a Lambda may ask for: tables, keys, other Lambdas, state machines, mail; `infra/rights.py` makes IAM of it.

Nothing here imports boto3 or reads the environment, so that the builder can import every declaration.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Need:
    """One right that a Lambda asks for; `infra/rights.py` is the only place that turns it into IAM actions."""

    kind: Literal[
        "table",
        "function",
        "key",
        "bucket",
        "secret",
        "sockets",
        "setting",
        "machine",
        "tokens",
        "mail",
        "bus",
        "schedules",
        "role",
    ]
    name: str
    access: str


@dataclass(frozen=True, slots=True)
class Table:
    """A DynamoDB table of `infra/base.yaml`, one per bounded context (architecture §8)."""

    name: str

    @property
    def read(self) -> Need:
        """Get and query, on the table and its indexes; never scan."""
        return Need("table", self.name, "read")

    @property
    def write(self) -> Need:
        """Put, update, delete and condition checks; reading is a right of its own."""
        return Need("table", self.name, "write")

    def write_to(self, *partitions: str) -> Need:
        """As `write`, in partitions like these alone (IAM's wildcards over partition keys); checks reach all."""
        return Need("table", self.name, f"write {' '.join(partitions)}")


@dataclass(frozen=True, slots=True)
class Key:
    """An RSA key in KMS; the private half never leaves it."""

    name: str

    @property
    def sign(self) -> Need:
        return Need("key", self.name, "sign")

    @property
    def verify(self) -> Need:
        """Fetch the public half; verification itself happens in the Lambda."""
        return Need("key", self.name, "verify")


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A symmetric key in KMS that wraps data keys; what it wrapped is opened by an assumed role alone."""

    name: str

    @property
    def generate(self) -> Need:
        """A new data key, in clear and wrapped; never the way back."""
        return Need("key", self.name, "generate")


@dataclass(frozen=True, slots=True)
class Bucket:
    name: str

    @property
    def read(self) -> Need:
        return Need("bucket", self.name, "read")

    def write_to(self, places: str) -> Need:
        """As `write`, under these keys alone."""
        return Need("bucket", self.name, f"write {places}")

    @property
    def write(self) -> Need:
        return Need("bucket", self.name, "write")


def may_invoke(function: str) -> Need:
    """The right to invoke one internal Lambda by its name; the builder refuses one that serves user routes."""
    return Need("function", function, "invoke")


def secret(name: str) -> Need:
    """The right to read one secret of Secrets Manager; the Lambda gets its name, never its value."""
    return Need("secret", name, "read")


def may_start(machine: str) -> Need:
    """The right to start a state machine and to look at its executions; its ARN is `{NAME}_MACHINE`."""
    return Need("machine", machine, "start")


def setting(name: str) -> Need:
    """A deploy parameter that reaches the Lambda as the environment variable of that name (never a secret)."""
    return Need("setting", name, "read")


ENTRIES, THREADS, AGENTS, LEDGER = Table("Entries"), Table("Threads"), Table("Agents"), Table("Ledger")
MODELS, TENANTS, DOORS = Table("Models"), Table("Tenants"), Table("Doors")
APPROVALS, VAULT = Table("Approvals"), Table("Vault")
RUN_KEY, AGENT_KEY, PLATFORM_KEY = Key("run"), Key("agent"), Key("platform")
VAULT_KEY = SealingKey("vault")
VAULT_READER = Need("role", "vault_reader", "assume")  # for one tenant, by session tag; VAULT_READER_ROLE
CONTENT, AUDIT = Bucket("content"), Bucket("audit")
SOCKETS = Need("sockets", "realtime", "post")
CATALOGUE = Need("setting", "CATALOGUE_HASH", "read")
TASK_TOKENS = Need("tokens", "task", "complete")  # of any machine: AWS takes no resource for it
MAIL = Need("mail", "MAIL_FROM", "send")  # the sender's address is the setting of that name
EVENTS = Need("bus", "events", "put")  # the stage's own bus, EVENT_BUS
SCHEDULES = Need("schedules", "own", "put")  # of the stage's own group, with the role that fires them
