"""Customer experience: customers leave or stop recommending us.

**What it looks for** More customers lost per customer there is, lower scores, and fewer deals that customers bring.
Alignment of sales and marketing cannot mend this. **Where it misleads** Churn follows promises made a year ago.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._deal_signals import CUSTOMER, referral_share, worth_by_source
from oarlock.diagnose._deals import WON
from oarlock.diagnose._other_signals import churn, survey_score
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import DRAWS, Weights, effect_interval
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable
from oarlock.stats.result import Estimate


def test(scene: Scene) -> Tested:
    """Churn, scores and referrals: two of the three must have worsened (METHODS 1.10 H12)."""
    signals = [s for s in (churn(scene), survey_score(scene), referral_share(scene)) if s.shift is not None]
    if len(signals) < 2:
        return untestable("what customers did after the win (customer_events.csv) and which deals customers brought")
    ranked = sorted(signals, key=lambda s: s.p if s.p is not None else 1.0)
    first, second = ranked[0], ranked[1]
    at = first.shift.at if first.shift is not None else 0
    worse = [s for s in signals if s.moved(by=0.08, p=0.05)]
    churned, spread = _churned(scene, at)
    # That customers are let down is certain by two signals that both worsened; what it costs also hangs on how sure the rise of churn is.
    effect, amount = (_effect(scene, at, churned, unsure) for unsure in (0.0, spread))
    return Tested(
        p=second.p,
        effect=effect,
        in_money=amount,
        shift=first.shift,
        holds=len(worse) >= 2,
        against="" if len(worse) >= 2 else "churn, scores and referrals did not worsen together",
        sentence="; ".join(evidence(s, _TITLES[s.name]).sentence for s in worse or [first]),
        evidence=tuple(evidence(s, _TITLES[s.name]) for s in signals),
        replicated=replicated(first),
        seasonal=not first.is_no_season,
    )


NOISE = np.random.Generator(np.random.PCG64(20)).standard_normal(DRAWS)

_TITLES = {
    "churn": "Customers lost a month, of those we have,",
    "survey_score": "The mean score customers gave",
    "referral_share": "The share of new deals that customers brought",
}


def _effect(scene: Scene, at: int, churned: float, spread: float) -> Estimate:
    return effect_interval(
        lambda weights: _referrals_lost(scene, at, weights, churned, spread), seed=20, n=scene.deals.n
    )


def _referrals_lost(scene: Scene, at: int, weights: Weights, churned: float, spread: float) -> float:
    """Log of one minus the fall of the customers' part in new pipeline and the money of the customers lost."""
    worth, full = worth_by_source(scene, weights), scene.frame.full
    month = np.arange(len(worth))
    before, after = (worth[mask & full].sum(0) for mask in (month < at, month >= at))
    if min(before.sum(), after.sum()) <= 0:
        return float("nan")
    # Which customers leave is not told by account, so that its draws come from how many they are.
    churned += spread * NOISE[weights.place] if weights is not None else 0.0
    fall = before[CUSTOMER] / before.sum() - after[CUSTOMER] / after.sum()
    return float(np.log1p(-min(max(fall + churned, -0.95), 0.95)))


def _churned(scene: Scene, at: int) -> tuple[float, float]:
    """Money of the customers lost beyond the earlier rate, as a share of bookings, and its standard error: their mean deal, once."""
    lost = churn(scene)
    before, after = lost.around(at)
    if not np.isfinite(before) or not np.isfinite(after) or after <= before:
        return 0.0, 0.0
    sides = (lost.weights[:at].sum(), before), (lost.weights[at:].sum(), after)
    # Customers lost are few and counted: a rate of rare events (METHODS 0.5).
    error = float(np.sqrt(sum((rate * there + 0.5) / there**2 for there, rate in sides)))
    deals = scene.deals
    mean_deal = float(np.nanmean(deals.amount[deals.status == WON])) if (deals.status == WON).any() else 0.0
    customers = float(lost.weights[at:][scene.frame.full[at:]].mean())
    worth = 3 * customers * mean_deal / max(scene.bookings_per_quarter(at), 1e-9)
    return (after - before) * worth, error * worth


CAUSE = Hypothesis(
    code="customer_experience",
    title="Customers leave, or no longer recommend us",
    claim="Churn rose, scores fell and customers bring fewer deals; alignment work cannot mend this.",
    answers_for=Team.BOTH,
    needs=("customer_events", "opportunities"),
    remedy="Take it to product and success: read the last twenty lost customers' reasons; pause campaigns that promise what fails.",
    misleads="Churn follows promises made long ago; the change began before the date shown.",
    test=test,
    records=_records.churned,
)
