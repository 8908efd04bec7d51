"""How rows become numbers: counts, shares, totals, averages, waiting times, conversions, stocks."""

from oarlock.measure.statistics.at_ends import AtEnds
from oarlock.measure.statistics.average import Average
from oarlock.measure.statistics.conversion import Conversion
from oarlock.measure.statistics.count import Count
from oarlock.measure.statistics.exact import Exact
from oarlock.measure.statistics.ratio import Ratio
from oarlock.measure.statistics.share import Share
from oarlock.measure.statistics.stock import Stock
from oarlock.measure.statistics.total import Total
from oarlock.measure.statistics.waiting import Waiting

__all__ = ["AtEnds", "Average", "Conversion", "Count", "Exact", "Ratio", "Share", "Stock", "Total", "Waiting"]
