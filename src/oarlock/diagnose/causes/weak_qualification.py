"""Weak qualification: leads are passed on that are not ready.

**What it looks for** Fewer handed-over leads become deals although segment, profile class, channel and speed of
response are held equal, together with more rejections for fit, fewer acceptances, or a lower bar (a larger share of
the same leads qualified). Leads given up because nobody reached them count as none of these. **Where it misleads** A
change of the recorded stage looks alike; the definition test and the registry of definitions are checked first. Channels
are told apart by their purpose only: a new one whose leads are poor looks like poorer leads of the old ones, though it
may come on top of them.
"""

from oarlock.diagnose import _records
from oarlock.diagnose._lead_signals import acceptance, bad_fit_share, deal_rate, deals_per_lead, qualified_share
from oarlock.diagnose._rates import of_all_bookings, rate_change
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import effect_interval
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable

LEAST_FALL = -0.08
"""Log change of the share that became a deal, or was accepted, from which it is worth a name."""


def test(scene: Scene) -> Tested:
    """Rate term of lead → accepted and lead → deal inside strata, at equal response (METHODS 1.10 H2), whichever shows it better."""
    rate, accepted = deal_rate(scene, given_response=True), acceptance(scene)
    shown = [signal for signal in (rate, accepted) if signal.shift is not None]
    if rate.shift is None or not shown:
        return untestable(
            "ten months of qualified leads and the deals they became (stage_changes.csv, opportunities.csv with lead_id)"
        )
    first = min(shown, key=lambda signal: signal.p or 0.0)
    at = first.shift.at if first.shift is not None else 0
    effect = effect_interval(
        lambda weights: of_all_bookings(scene, at, rate_change(scene, at, weights)),
        seed=12,
        n=int(scene.handed.counts["leads"].sum()),
    )
    others = (rate, accepted, bad_fit_share(scene), qualified_share(scene))
    signs = [s for s in others if s is not first and s.moved(by=0.08, p=0.05)]
    return Tested(
        p=min(1.0, (first.p or 0.0) * len(shown)),
        effect=effect,
        shift=first.shift,
        holds=bool(signs) and first.relative <= LEAST_FALL,
        against=""
        if signs
        else "acceptance, rejections for fit and the share of leads qualified did not change with it",
        sentence=evidence(first, TITLES[first.name]).sentence,
        evidence=(
            evidence(rate, "Handed-over leads that became a deal, like with like", at),
            evidence(accepted, "Decided leads that sales accepted, like with like", at),
            evidence(bad_fit_share(scene), "Leads rejected as a bad fit", at),
            evidence(qualified_share(scene), "New leads that were qualified", at),
            evidence(deals_per_lead(scene), "New leads, qualified or not, that became a deal", at),
        ),
        replicated=replicated(first),
        seasonal=not first.is_no_season,
    )


TITLES = {
    "deal_rate_at_equal_response": "At equal fit and equal speed of response, the share of handed-over leads that became a deal",
    "acceptance": "At equal fit and equal speed of response, the share of decided leads that sales accepted",
}


CAUSE = Hypothesis(
    code="weak_qualification",
    title="Leads are handed over before they are ready",
    claim="Leads of every kind became poorer: fewer are accepted and fewer become deals, like compared with like.",
    answers_for=Team.MARKETING,
    needs=("leads", "stage_changes"),
    remedy="Replay the qualification rule on past leads, raise the bar to where sales accepted, and read twenty rejected leads together.",
    misleads="A changed meaning of the recorded stages looks alike; check the dates of definition changes first.",
    test=test,
    records=lambda scene, at: _records.leads(
        scene,
        at,
        clock=scene.clock,
        which=lambda t: t.is_bad_fit,
        worst=lambda t: t.disqualified_at,
    ),
)
