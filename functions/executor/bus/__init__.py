"""The bus: one list of hooks through which every action goes, in this order, and no other way (architecture §6)."""

from .decide import HOOKS, decide, recheck
from .scene import Counters, Hook, Scene, Verdict

__all__ = ["HOOKS", "Counters", "Hook", "Scene", "Verdict", "decide", "recheck"]
