"""Salesforce: data exports, reports by their labels, and the snake-case copies that warehouses keep.

What a Salesforce file cannot say is said in the report: a list of deals has no history (OpportunityHistory has), a list of leads no
history of its status (LeadHistory has). A deal and its lead are joined through ConvertedOpportunityId when both files come in one import.
Ids of 15 and 18 signs are one id (`salesforce_ids`).
References: Salesforce Object Reference, sections of the objects named here.
"""

from __future__ import annotations

from dataclasses import replace

from oarlock.connect import _salesforce_changes as changes
from oarlock.connect import _salesforce_deals as deals
from oarlock.connect import _salesforce_engagement as engagement
from oarlock.connect import _salesforce_people as people
from oarlock.connect import vendor
from oarlock.connect.base import Connector, Recognised
from oarlock.connect.salesforce_ids import one_form

EXPORTS = (
    changes.OPPORTUNITY_FIELD_HISTORY,
    deals.OPPORTUNITY_HISTORY,
    deals.OPPORTUNITY_HISTORY_TABLE,
    deals.OPPORTUNITY_CONTACT_ROLE,
    people.LEAD_HISTORY,
    engagement.CAMPAIGN_MEMBER,
    engagement.CAMPAIGN,
    engagement.EVENT,
    engagement.TASK,
    people.USER,
    deals.OPPORTUNITY,
    people.LEAD,
    people.CONTACT,
    people.ACCOUNT,
)
"""Looked through in this order: the more particular first."""


def recognise(header: tuple[str, ...]) -> Recognised | None:
    """What becomes of a Salesforce file, or None where the headers are not Salesforce's."""
    found = vendor.recognise(EXPORTS, "Salesforce", "salesforce", header)
    if found is None:
        return None
    ids = {header for name, header in found.names.items() if name == "id" or name.endswith("_id")}
    return replace(found, one_form=dict.fromkeys(ids, one_form))


CONNECTOR = Connector(name="salesforce", title="Salesforce", recognise=recognise)
