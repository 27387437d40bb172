"""Deliverables at the bus: judged at their draft, asked about, and carried out with the approval that a person gave."""

from .handle import deliver
from .settle import settle_deliverable

__all__ = ["deliver", "settle_deliverable"]
