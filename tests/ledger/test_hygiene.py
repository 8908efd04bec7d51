"""The record's flaws are found, counted and explained."""

from __future__ import annotations

from oarlock.agreement import default
from oarlock.ledger.hygiene import Flaw, flaws
from oarlock.ledger.store import Store

from .conftest import commit, day


def found(store: Store, as_of: str | None = None) -> dict[str, Flaw]:
    return {flaw.id: flaw for flaw in flaws(store.ledger(day(as_of) if as_of else None), default())}


def test_an_empty_record_has_no_flaws(store: Store) -> None:
    assert found(store) == {}


def test_all_opportunities_deleted_is_said_first(store: Store) -> None:
    deals = "SELECT 'o' || range AS opportunity_id, TIMESTAMP '2024-01-01' AS created_at,"
    deals += " TIMESTAMP '2024-01-02' AS deleted_at FROM range(10)"
    commit(store, "one", "2024-02-01", opportunities=deals)
    (flaw, *_) = flaws(store.ledger(), default())
    assert flaw.sentence == "All 10 opportunities are marked deleted in the source and left out of every number."
    assert (flaw.severity, flaw.count, flaw.share, len(flaw.records)) == ("severe", 10, 1.0, 10)


def test_deals_that_cannot_be_right(store: Store) -> None:
    """d1 closes before it began; d2 has no version; d3 repeats d4; d5 is open and overdue; none has an owner."""
    deals = """SELECT 'd' || range AS opportunity_id, 'acme' AS account_id, TIMESTAMP '2024-01-10' AS created_at, 'Web' AS source,
               'XYZ' AS currency
               FROM range(1, 6)"""
    versions = """SELECT * FROM (VALUES ('d1', 'open', 1, DATE '2024-01-05'),
                  ('d3', 'won', 7, DATE '2024-05-03'),
                  ('d4', 'won', 7, DATE '2024-05-20'), ('d5', 'open', 3, DATE '2024-02-01'))
                  AS v(opportunity_id, status, amount, close_date),
                  (SELECT TIMESTAMP '2024-01-11' AS valid_from)"""
    commit(store, "one", "2024-03-01", opportunities=deals, opportunity_versions=versions)
    flaws_found = found(store, "2024-03-01")
    assert flaws_found["opportunities.closes_before_created"].records == ("d1",)
    assert flaws_found["opportunities.without_versions"].records == ("d2",)
    assert flaws_found["opportunities.duplicates"].records == ("d4",)
    assert flaws_found["opportunities.close_date_overdue"].records == ("d1", "d5")
    assert flaws_found["opportunities.owner_missing"].share == 1.0
    assert "opportunities.source_missing" not in flaws_found
    unpriced = flaws_found["opportunities.currency_unknown"]
    assert unpriced.sentence == 'All 5 opportunities are in a currency without a rate to USD: "XYZ".'


def test_orphans_are_not_children_of_deleted_parents(store: Store) -> None:
    """ann is known, bob is deleted, cyd was never delivered: only cyd's row is an orphan."""
    leads = """SELECT * FROM (VALUES ('ann', NULL), ('bob', TIMESTAMP '2024-01-03')) AS v(lead_id, deleted_at),
               (SELECT TIMESTAMP '2024-01-01' AS created_at)"""
    changes = "SELECT unnest(['ann', 'bob', 'cyd']) AS lead_id, TIMESTAMP '2024-01-02' AS changed_at, 'mql' AS stage"
    commit(store, "one", "2024-03-01", leads=leads, stage_changes=changes)
    orphans = found(store)["stage_changes.lead_id_unknown"]
    assert (orphans.count, orphans.records) == (1, ("cyd",))
    assert orphans.sentence == "1 of 3 stage changes names a lead_id that is not in `leads`."


def test_a_stage_the_agreement_does_not_know_is_named(store: Store) -> None:
    changes = "SELECT 'ann' AS lead_id, TIMESTAMP '2024-01-02' AS changed_at, unnest(['mql', 'Half-baked']) AS stage"
    commit(store, "one", "2024-03-01", stage_changes=changes)
    assert '"Half-baked"' in found(store)["stage_changes.stage_unknown"].sentence


def test_a_sound_record_has_only_what_is_missing(store: Store) -> None:
    lead = "SELECT 'ann' AS lead_id, TIMESTAMP '2024-01-01' AS created_at, 'ann@north.example' AS email, 'Web' AS source, 'u1' AS owner_id"
    commit(store, "one", "2024-03-01", leads=lead)
    assert found(store) == {}


def test_a_word_that_no_number_looks_for(store: Store) -> None:
    deals = "SELECT unnest(['d1', 'd2']) AS opportunity_id, TIMESTAMP '2024-01-01' AS created_at, unnest(['new', 'New logo']) AS kind"
    commit(store, "one", "2024-03-01", opportunities=deals)
    flaw = found(store)["opportunities.kind_unknown"]
    assert flaw.sentence == '1 of 2 opportunities has a kind that no number looks for: "New logo".'
    assert "values.kind" in flaw.fix
    assert "new, expansion, renewal" in flaw.fix


def test_a_total_beside_its_parts_and_two_goals_for_one_quarter(store: Store) -> None:
    """Revenue of January, of the quarter and of April; two tools in one month; sales and marketing aim for different sums."""
    quarter = "DATE '2024-01-01' AS period_start, DATE '2024-04-01' AS period_end"
    revenue = f"""SELECT {quarter}, 5 AS amount
                  UNION ALL SELECT DATE '2024-01-01', DATE '2024-02-01', 1 UNION ALL SELECT DATE '2024-04-01', DATE '2024-05-01', 2"""
    costs = f"""SELECT {quarter}, 'sales' AS team, 'tools' AS kind, 5 AS amount
                UNION ALL SELECT DATE '2024-02-01', DATE '2024-03-01', 'sales', 'tools', 5
                UNION ALL SELECT DATE '2024-02-01', DATE '2024-03-01', 'sales', 'people', 5"""
    targets = (
        f"SELECT {quarter}, unnest(['sales', 'marketing', 'success']) AS team, unnest([7, 8, NULL]) AS bookings_goal"
    )
    commit(store, "one", "2024-06-01", revenue=revenue, costs=costs, targets=targets)
    flaws_found = found(store)
    told = {id_: (flaw.count, flaw.severity) for id_, flaw in flaws_found.items()}
    assert told["revenue.overlapping"] == (1, "warning")
    assert told["costs.overlapping"] == (1, "note")
    assert told["targets.two_goals"] == (2, "warning")
    assert (
        flaws_found["revenue.overlapping"].sentence
        == "1 of 3 rows of revenue begins inside the period of another row of the same segment or of all."
    )


def test_revenue_of_all_beside_that_of_its_segments(store: Store) -> None:
    """The whole of January beside two segments of it; those of February stand alone."""
    january, february = (
        f"DATE '2024-0{month}-01' AS period_start, DATE '2024-0{month + 1}-01' AS period_end" for month in (1, 2)
    )
    revenue = f"""SELECT {january}, unnest([NULL, 'smb', 'big']) AS segment, 5 AS amount
                  UNION ALL SELECT {february}, unnest(['smb', 'big']), 5"""
    commit(store, "one", "2024-06-01", revenue=revenue)
    assert found(store)["revenue.overlapping"].count == 2


def test_a_channel_in_two_spellings_is_named(store: Store) -> None:
    leads = """SELECT * FROM (VALUES ('ann', 'Paid Search'), ('bob', 'Paid Search'), ('cyd', 'paid_search'), ('dan', 'Event'), ('eve', ''))
               AS v(lead_id, source), (SELECT TIMESTAMP '2024-01-01' AS created_at)"""
    commit(store, "one", "2024-03-01", leads=leads)
    twice = found(store)["leads.source_spelled_twice"]
    assert twice.sentence == '1 of 5 leads has a source that most rows spell "Paid Search": "paid_search".'
    assert (twice.records, twice.severity) == (("cyd",), "warning")
