"""The facts that measures and diagnoses share: one row per lead, per deal, per deal and quarter.

Each reads every base table once, joins narrow columns only, and is kept on the ledger (`Ledger.keep`) so that the second question is
cheap. All of them are ibis expressions on unbound tables; nothing here runs a Python loop over rows.
"""

from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.entries import atc_entries, atc_spells
from oarlock.measure.facts.leads import lead_facts
from oarlock.measure.facts.response import lead_response
from oarlock.measure.facts.stages import lead_stages

__all__ = [
    "atc_entries",
    "atc_spells",
    "deal_facts",
    "deal_spells",
    "lead_facts",
    "lead_response",
    "lead_stages",
]
