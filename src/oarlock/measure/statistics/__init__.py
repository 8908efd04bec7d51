"""How rows become numbers: counts, shares, promises, totals, averages, waiting times, conversions, stocks."""

from oarlock.measure.statistics.at_ends import AtEnds
from oarlock.measure.statistics.attainment import Attainment
from oarlock.measure.statistics.average import Average
from oarlock.measure.statistics.conversion import Conversion
from oarlock.measure.statistics.count import Count
from oarlock.measure.statistics.delivered import Delivered
from oarlock.measure.statistics.exact import Exact
from oarlock.measure.statistics.ratio import Ratio
from oarlock.measure.statistics.share import Share, Shares
from oarlock.measure.statistics.stock import Stock
from oarlock.measure.statistics.total import Total
from oarlock.measure.statistics.waiting import Waiting

__all__ = [
    "AtEnds",
    "Attainment",
    "Average",
    "Conversion",
    "Count",
    "Delivered",
    "Exact",
    "Ratio",
    "Share",
    "Shares",
    "Stock",
    "Total",
    "Waiting",
]
