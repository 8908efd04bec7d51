"""The record's quality: what is missing, contradictory, doubled or unknown, how much of it, and what mends it."""

from oarlock.ledger.hygiene.checking import Flaw, flaws

__all__ = ["Flaw", "flaws"]
