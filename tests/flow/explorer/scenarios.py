"""The scenarios, as data: who meets whom. Each is explored in every order."""

from collections.abc import Callable, Sequence

from .cases import BEGIN, ID, LATE, LATER, SOON, TWO, Cases, forged
from .destination import ARRIVING, FEW, destination
from .people import APPROVER, OWNER, cancels, decides, elsewhere, expires, revokes
from .programs import Program
from .quiet import UNWRITTEN
from .scenario import Care, Scenario
from .work import Adapters, carries_out, pulls_the_switch, reconciles, tampers

Made = Callable[[Cases], Scenario]
SLOW = (BEGIN, SOON, LATE, LATER)  # the clock may pass the end of a lease, then the approval's own
ENDS = (BEGIN, LATE, LATER)
STRANGERS = "otherfirm"

ANN, BOB = decides("ann", OWNER, ID, "approve"), decides("bob", APPROVER, ID, "approve")
EDITS, DENIES = decides("bob edits", APPROVER, ID, "edit", TWO), decides("ann denies", OWNER, ID, "deny")
REVOKES, CANCELS, CLOCK = revokes("ann revokes", OWNER, ID), cancels("cancelled", ID), expires("clock", ID)


def workers(adapters: Adapters) -> tuple[Program, Program]:
    return carries_out("worker 1", ID, adapters), carries_out("worker 2", ID, adapters)


def care(adapters: Adapters) -> Care:
    """A message delivered again, the reconciler's sweep, the approval's clock."""

    def rounds(number: int) -> Sequence[Program]:
        return (
            carries_out(f"redelivery {number}", ID, adapters),
            reconciles(f"sweep {number}", adapters),
            expires(f"look {number}", ID),
        )

    return rounds


def verdicts(cases: Cases) -> Scenario:
    return Scenario(
        "approve, edit and deny meet", cases.store(), (ANN, EDITS, DENIES), ENDS, destination(),
        care(cases.adapters), crashes=1,
    )  # fmt: skip


def expiry(cases: Cases) -> Scenario:
    worker, _ = workers(cases.adapters)
    return Scenario(
        "approve, revoke, expiry and a worker meet", cases.store(), (ANN, REVOKES, CLOCK, worker), ENDS,
        destination(FEW), care(cases.adapters), ticks=2,
    )  # fmt: skip


def two_people(cases: Cases) -> Scenario:
    return Scenario(
        "two people must agree, one edits", cases.store(people=2), (ANN, BOB, EDITS), ENDS, destination(),
        care(cases.adapters),
    )  # fmt: skip


def killed(cases: Cases) -> Scenario:
    return Scenario(
        "two workers, killed anywhere", cases.store(status="approved"), workers(cases.adapters), SLOW,
        destination(), care(cases.adapters), crashes=2,
    )  # fmt: skip


def slow(cases: Cases) -> Scenario:
    return Scenario(
        "two workers, leases end", cases.store(status="approved"), workers(cases.adapters), SLOW,
        destination(ARRIVING), care(cases.adapters), ticks=2,
    )  # fmt: skip


def swept(cases: Cases) -> Scenario:
    """Of a destination that can be asked."""
    worker, _ = workers(cases.asked)
    return Scenario(
        "a worker and a sweep, leases end", cases.store(status="approved"),
        (worker, reconciles("sweep", cases.asked)), SLOW, destination(FEW), care(cases.asked), ticks=2, crashes=1,
    )  # fmt: skip


def revoked(cases: Cases) -> Scenario:
    return Scenario(
        "revoke, cancel and two workers meet", cases.store(status="approved"),
        (REVOKES, CANCELS, *workers(cases.adapters)), SLOW, destination(FEW), care(cases.adapters),
    )  # fmt: skip


def stopped(cases: Cases) -> Scenario:
    worker, _ = workers(cases.adapters)
    return Scenario(
        "a kill switch and a worker meet", cases.store(status="approved"),
        (pulls_the_switch("operator", OWNER), worker), SLOW, destination(), care(cases.adapters), ticks=2, crashes=1,
        unwritten=tuple(start for start in UNWRITTEN if start != "CONTROLS"),
    )  # fmt: skip


def tampered(cases: Cases) -> Scenario:
    return Scenario(
        "somebody changes the stored action", cases.store(status="approved"),
        (tampers("somebody", ID, forged), *workers(cases.adapters)), SLOW, destination(FEW), care(cases.adapters),
    )  # fmt: skip


def strangers(cases: Cases) -> Scenario:
    """A forged message, and a stranger at the approver's door."""
    forger = carries_out("forger", ID, cases.adapters, STRANGERS)
    stranger = decides("stranger", elsewhere(OWNER), ID, "approve")
    return Scenario(
        "another tenant asks", cases.store(), (ANN, forger, stranger), ENDS, destination(), care(cases.adapters)
    )  # fmt: skip


def planted(cases: Cases) -> Scenario:
    forger = carries_out("forger", ID, cases.adapters, STRANGERS)
    worker, _ = workers(cases.adapters)
    return Scenario(
        "a copy among another tenant's", cases.planted(), (forger, worker), SLOW, destination(FEW),
        care(cases.adapters),
    )  # fmt: skip


QUICK: Sequence[Made] = (
    verdicts, expiry, two_people, killed, slow, swept, revoked, stopped, tampered, strangers, planted,
)  # fmt: skip


def everybody(cases: Cases) -> Scenario:
    """Two who decide, one who takes it back, two who carry it out."""
    return Scenario(
        "approve, edit, revoke and two workers", cases.store(), (ANN, EDITS, REVOKES, *workers(cases.adapters)),
        ENDS, destination(ARRIVING), care(cases.adapters),
    )  # fmt: skip


def worst(cases: Cases) -> Scenario:
    return Scenario(
        "two workers, leases end, one is killed", cases.store(status="approved"), workers(cases.adapters), SLOW,
        destination(FEW), care(cases.adapters), ticks=2, crashes=1,
    )  # fmt: skip


DEEP: Sequence[Made] = (everybody, worst)
