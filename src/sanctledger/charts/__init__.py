"""Charts of answers, drawn with matplotlib (the extra `charts`): light or dark, SVG or PNG, the same on every run."""

from sanctledger.charts.balance_chart import balance_over_time
from sanctledger.charts.image_files import save
from sanctledger.charts.reciprocity_chart import reciprocity
from sanctledger.charts.settlement_chart import settlement
from sanctledger.charts.timeline import timeline

__all__ = ["balance_over_time", "reciprocity", "save", "settlement", "timeline"]
