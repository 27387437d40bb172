"""Keys of what is hired: agents and their goals, deliverables, credentials, denials; part of `keys.Keys`."""

from .key_parts import ItemKey, item_key, part

TYPES_LISTED = (
    "PLATFORM#TYPES"  # partition of index 1: the newest version of each agent type of the platform's
)


class HiringKeys:
    """Mixed into `Keys`, which knows the tenant."""

    _root: str

    def _user(self, user_id: str) -> str:
        return f"{self._root}#USER#{part(user_id)}"

    # Agents
    def agent(self, user_id: str, agent_id: str) -> ItemKey:
        return item_key(self._user(user_id), f"AGENT#{part(agent_id)}")

    def hired_agents(self) -> str:
        """Partition of index 1: all hired agents of the tenant, for its operators."""
        return f"{self._root}#HIRED"

    def subscription(self, user_id: str, subscription_id: str) -> ItemKey:
        return item_key(self._user(user_id), f"SUBSCRIPTION#{part(subscription_id)}")

    def type_draft(self, agent_type_id: str) -> ItemKey:
        """A version that an operator still writes, in his own tenant."""
        return item_key(f"{self._root}#TYPEDRAFTS", f"TYPE#{part(agent_type_id)}")

    def published_types(self) -> str:
        """Partition of index 1: the newest version of each agent type that this tenant publishes for itself."""
        return f"{self._root}#TYPES"

    def goal(self, user_id: str, agent_id: str, goal_id: str) -> ItemKey:
        return item_key(f"{self._user(user_id)}#AGENT#{part(agent_id)}", f"GOAL#{part(goal_id)}")

    def slot(self, goal_id: str, slot: str) -> ItemKey:
        """One moment at which a goal is due, by its nominal local time `2026-03-29T02:30`; claimed once."""
        return item_key(f"{self._root}#GOAL#{part(goal_id)}", f"SLOT#{part(slot)}")

    def goal_owner(self, goal_id: str) -> ItemKey:
        """Whose goal that id is: slots are claimed by it alone, and a client may choose it."""
        return item_key(f"{self._root}#GOAL#{part(goal_id)}", "OWNER")

    def goal_run(self, goal_run_id: str) -> ItemKey:
        return item_key(f"{self._root}#GOALRUN#{part(goal_run_id)}", "META")

    def goal_draft(self, goal_run_id: str, name: str) -> ItemKey:
        """What one branch of a goal run has drafted, until it is stored as a deliverable."""
        return item_key(f"{self._root}#GOALRUN#{part(goal_run_id)}", f"DRAFT#{part(name)}")

    def goal_runs_of(self, agent_id: str) -> str:
        """Partition of index 1: an agent's goal runs by id, which sorts by time."""
        return f"{self._root}#AGENT#{part(agent_id)}#GOALRUNS"

    def deliverable(self, deliverable_id: str) -> ItemKey:
        return item_key(f"{self._root}#DELIVERABLE#{part(deliverable_id)}", "META")

    def deliverable_version(self, deliverable_id: str, version: int) -> ItemKey:
        return item_key(f"{self._root}#DELIVERABLE#{part(deliverable_id)}", f"VERSION#{version:04d}")

    def deliverables_of(self, agent_id: str) -> str:
        """Partition of index 1: an agent's deliverables by id, which sorts by time."""
        return f"{self._root}#AGENT#{part(agent_id)}#DELIVERABLES"

    def group(self, group_id: str) -> ItemKey:
        return item_key(f"{self._root}#GROUP#{part(group_id)}", "META")

    # Vault: a credential's description, and each sealed version of its secret beside it
    def credential(self, credential_ref: str) -> ItemKey:
        return item_key(f"{self._root}#CREDENTIAL#{part(credential_ref)}", "META")

    def credential_version(self, credential_ref: str, version: int) -> ItemKey:
        return item_key(f"{self._root}#CREDENTIAL#{part(credential_ref)}", f"VERSION#{version:04d}")

    def credentials_of(self, user_id: str) -> str:
        """Partition of index 1."""
        return f"{self._user(user_id)}#CREDENTIALS"

    # Ledger: what the gates refused
    def denial(self, denial_id: str) -> ItemKey:
        return item_key(f"{self._root}#DENIALS", f"DENIAL#{part(denial_id)}")

    def denied(self, correlation_id: str) -> str:
        """Partition of index 1: the denials of one correlation id."""
        return f"{self._root}#DENIED#{correlation_id}"


def agent_type(agent_type_id: str) -> ItemKey:
    """The platform's own partition: which version of a type is the newest, and who publishes it."""
    return item_key(f"PLATFORM#TYPE#{part(agent_type_id)}", "LATEST")


def agent_type_version(agent_type_id: str, version: int) -> ItemKey:
    """One published version; never changed."""
    return item_key(f"PLATFORM#TYPE#{part(agent_type_id)}", f"VERSION#{version:06d}")
