"""Definition change: the numbers moved because what is recorded moved.

**What it looks for** Signs in how the record is kept rather than in what customers did: a stage name that appears or
vanishes, a day on which masses of leads changed stage, a jump in how soon leads of the same purpose are qualified, in how many deals
begin before their lead was qualified by sales, or in which team the same kind of deal is credited to. **Where it
misleads** A new tool can change the record and the work on the same day.
"""

from __future__ import annotations

from oarlock.diagnose._record_signals import RecordSign, record_signs
from oarlock.diagnose._scene import Scene
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, untestable
from oarlock.stats.result import Estimate


def test(scene: Scene) -> Tested:
    """Any habit of recording that jumped, the search over signs paid for by Bonferroni (METHODS 0.6, H0)."""
    signs = record_signs(scene)
    if not signs:
        return untestable("ten months of stage changes or deals with the dates they were recorded")
    best = min(signs, key=lambda sign: sign.p)
    jumps = [sign for sign in signs if sign.jumped]
    told = min(jumps, key=lambda sign: sign.p) if jumps else best
    return Tested(
        p=min(1.0, told.p * len(signs)),
        effect=Estimate(None),
        shift=told.signal.shift,
        holds=bool(jumps),
        against="" if jumps else "the habits of recording did not change",
        sentence=_sentence(told),
        evidence=tuple(evidence(sign.signal, sign.title) for sign in signs),
        artefact=True,
    )


def _sentence(sign: RecordSign) -> str:
    text = evidence(sign.signal, sign.title).sentence
    return f"{text}: a change in what is recorded" if sign.jumped else text


CAUSE = Hypothesis(
    code="definition_change",
    title="A definition changed, not the business",
    claim="What a stage or a source means changed inside the window, so numbers before and after are not the same measure.",
    answers_for=Team.BOTH,
    needs=("stage_changes", "opportunities"),
    remedy="Put the date into the agreement as a new version and compare each side under one definition.",
    misleads="A new tool can change the record and the work on the same day.",
    test=test,
)
