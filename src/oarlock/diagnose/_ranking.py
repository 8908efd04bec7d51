"""Ranks the hypotheses with error control and says which are named (METHODS 1.12)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from oarlock.diagnose._scene import Scene
from oarlock.diagnose.base import Cause, Grade, Money, Verdict
from oarlock.diagnose.causes.base import Hypothesis, Tested
from oarlock.stats.errorcontrol import benjamini_hochberg
from oarlock.stats.result import Estimate

FALSE_DISCOVERY = 0.10
"""Share of named causes that may be chance, over many reports (METHODS 1.12)."""

LEAST_EFFECT = 0.03
"""An effect whose bound nearest zero is below this share of bookings is not worth a meeting, however certain."""

SEASON = "The same months of the year before moved alike, so that it is the season."
TOO_SMALL = "The change is certain, what goes with it in bookings is too small or too uncertain to be named."
WITHHELD = "What is recorded changed in the same months, so that this cannot be told from it."
CAVEAT = "This says where the change sits, not what caused it."


def ranked(scene: Scene, tested: Sequence[tuple[Hypothesis, Tested]]) -> tuple[Cause, ...]:
    """Every hypothesis as a cause with its verdict; the named first, by the amount that is certain."""
    adjusted = adjusted_by_signal({h.code: (t.signal or h.code, t.p) for h, t in tested if t.p is not None})
    judged = {h.code: _verdict(t, adjusted.get(h.code)) for h, t in tested}
    verdicts = _artefacts_first(tested, judged)
    withheld = {code for code, verdict in verdicts.items() if verdict is not judged[code]}
    why = {h.code: WITHHELD if h.code in withheld else _why_not(t, adjusted.get(h.code)) for h, t in tested}
    causes = [_cause(scene, h, t, verdicts[h.code], adjusted.get(h.code), why[h.code]) for h, t in tested]
    found = {hypothesis.code: one for hypothesis, one in tested}
    return tuple(sorted(causes, key=lambda cause: _order(cause, found[cause.code])))


def adjusted_by_signal(p_values: Mapping[str, tuple[str, float]]) -> dict[str, float]:
    """Adjusted p-value of every cause, the false discovery rate held over the signals they rest on.

    Causes that argue from one and the same signal are one test, told apart afterwards by what they say beside it: it is counted once among
    what is found, and may spend of the error what its causes may together.

    Args:
        p_values: By code, the signal it rests on and its p-value; of one signal there is one p-value.
    """
    if not p_values:
        return {}
    claims = Counter(signal for signal, _ in p_values.values())
    p = dict(p_values.values())
    adjusted = benjamini_hochberg([p[signal] for signal in claims], list(claims.values()))
    of_signal = dict(zip(claims, adjusted.tolist(), strict=True))
    return {code: of_signal[signal] for code, (signal, _) in p_values.items()}


def conservative(effect: Estimate | None) -> float:
    """Size of the bound nearest zero; 0 where the interval covers zero or there is none."""
    if effect is None or effect.lo is None or effect.hi is None or effect.lo <= 0 <= effect.hi:
        return 0.0
    return min(abs(effect.lo), abs(effect.hi))


def _verdict(tested: Tested, adjusted: float | None) -> Verdict:
    if tested.missing or adjusted is None:
        return Verdict.CANT_TELL
    certain = adjusted <= FALSE_DISCOVERY and tested.holds and not tested.seasonal
    if certain and (tested.artefact or conservative(tested.effect) >= LEAST_EFFECT):
        return Verdict.SUPPORTS
    effect = tested.effect
    small = effect is not None and effect.lo is not None and effect.lo > -2 * LEAST_EFFECT
    return Verdict.AGAINST if tested.against or small or adjusted > 0.5 else Verdict.CANT_TELL


def _artefacts_first(
    tested: Sequence[tuple[Hypothesis, Tested]], verdicts: Mapping[str, Verdict]
) -> dict[str, Verdict]:
    """Where the measuring changed, a cause whose numbers changed in the same quarter cannot be told from it."""
    breaks = [t.shift.at for h, t in tested if t.artefact and t.shift and verdicts[h.code] is Verdict.SUPPORTS]
    out = dict(verdicts)
    for hypothesis, one in tested:
        near = one.shift is not None and any(abs(one.shift.at - at) <= 3 for at in breaks)
        if near and not one.artefact and out[hypothesis.code] is Verdict.SUPPORTS:
            out[hypothesis.code] = Verdict.CANT_TELL
    return out


def _cause(
    scene: Scene, hypothesis: Hypothesis, tested: Tested, verdict: Verdict, adjusted: float | None, why_not: str
) -> Cause:
    shift = tested.shift
    return Cause(
        code=hypothesis.code,
        title=hypothesis.title,
        verdict=verdict,
        grade=_grade(tested, verdict),
        sentence=_sentence(scene, tested, verdict, why_not),
        answers_for=hypothesis.answers_for,
        amount=_money(scene, tested),
        since=scene.frame.months[shift.at].isoformat() if shift is not None and verdict is Verdict.SUPPORTS else None,
        p_value=adjusted,
        evidence=tested.evidence,
        remedy=hypothesis.remedy,
        misleads=hypothesis.misleads,
        missing=tested.missing,
        records=hypothesis.records(scene, shift.at) if shift is not None and verdict is Verdict.SUPPORTS else (),
    )


def _sentence(scene: Scene, tested: Tested, verdict: Verdict, why_not: str) -> str:
    if tested.missing:
        told = f"{tested.sentence}. " if tested.sentence else ""
        return f"{told}Can't tell{' why' if told else ''}: it would take {tested.missing}."
    if verdict is Verdict.SUPPORTS and tested.shift is not None:
        first, last = (scene.frame.label(i) for i in (min(tested.shift.candidates), max(tested.shift.candidates)))
        when = f"since {first}" if first == last else f"since some time between {first} and {last}"
        return f"{tested.sentence}, {when}. {CAVEAT}"
    return f"{tested.sentence}. {why_not}" if tested.sentence else why_not


def _why_not(tested: Tested, adjusted: float | None) -> str:
    """Why a cause is not named."""
    if tested.against:
        return f"Against it: {tested.against}."
    if adjusted is None or adjusted > FALSE_DISCOVERY:
        return "The change is no larger than the months vary anyway."
    return SEASON if tested.seasonal else TOO_SMALL


def _grade(tested: Tested, verdict: Verdict) -> Grade:
    if tested.missing:
        return Grade.D
    if verdict is not Verdict.SUPPORTS:
        return Grade.C
    if tested.artefact:
        return Grade.B
    # What the amount cannot tell from nothing is a direction only, however certain the change is.
    if conservative(tested.in_money or tested.effect) == 0:
        return Grade.C
    return Grade.A if tested.replicated else Grade.B


def _money(scene: Scene, tested: Tested) -> Money:
    """Bookings a quarter at stake: what they would be without the change, less what they are."""
    effect = tested.in_money or tested.effect
    if effect is None or effect.value is None or effect.lo is None or effect.hi is None or tested.shift is None:
        return Money(None, None, None, scene.currency)
    base = scene.bookings_per_quarter(tested.shift.at)
    lost, least, most = (base * math.expm1(-bound) for bound in (effect.value, effect.hi, effect.lo))
    return Money(lost, least, most, scene.currency)


def _order(cause: Cause, tested: Tested) -> tuple[int, int, float, str]:
    rank = {Verdict.SUPPORTS: 0, Verdict.CANT_TELL: 1, Verdict.AGAINST: 2}[cause.verdict]
    return rank, 0 if tested.artefact else 1, -conservative(tested.in_money or tested.effect), cause.code
