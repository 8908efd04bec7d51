"""What the kinds of Salesforce files have in common: how a truth is written, when a record was deleted, whom a lead became."""

from __future__ import annotations

from oarlock.connect.base import Lookup

TRUE = "in ('true', '1', 'yes')"
_SEEN = "instant(system_modstamp), instant(last_modified_date), instant(fivetran_synced), now()"
DELETED = f"case when lower(is_deleted) {TRUE} then coalesce({_SEEN}) end"
FROM_LEAD = Lookup("Lead", ("contact_id", "converted_contact_id"), {"converted_lead": "id"})
WHO_FROM_LEAD = Lookup("Lead", ("who_id", "converted_contact_id"), {"converted_lead": "id"})
