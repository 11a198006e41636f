"""Pictures of answers, drawn with matplotlib (the extra `charts`): light or dark, SVG or PNG, the same on every run."""

from sanctledger.charts.answering import reciprocity
from sanctledger.charts.balances import balance_over_time
from sanctledger.charts.saving import save
from sanctledger.charts.settling import settlement
from sanctledger.charts.timeline import timeline

__all__ = ["balance_over_time", "reciprocity", "save", "settlement", "timeline"]
