"""Charts as plain Vega-Lite v6 specs: one builder per chart type, data passed in, the same spec for page, PDF, PNG and notebook."""

from oarlock.show.charts.bridge import bridge
from oarlock.show.charts.dot_range import dot_range
from oarlock.show.charts.funnel import funnel
from oarlock.show.charts.measured import measured
from oarlock.show.charts.multiples import small_multiples
from oarlock.show.charts.quadrant import quadrant
from oarlock.show.charts.sparkline import sparkline, whisker
from oarlock.show.charts.theme import HALF, NARROW, WIDE, Spec
from oarlock.show.charts.trend import trend_pair
from oarlock.show.charts.whiskers import whisker_bars

__all__ = [
    "HALF",
    "NARROW",
    "WIDE",
    "Spec",
    "bridge",
    "dot_range",
    "funnel",
    "measured",
    "quadrant",
    "small_multiples",
    "sparkline",
    "trend_pair",
    "whisker",
    "whisker_bars",
]
