"""Pictures of answers, drawn with matplotlib (the extra `charts`): light or dark, SVG or PNG, the same on every run."""

from sanctledger.charts.saving import save
from sanctledger.charts.timeline import timeline

__all__ = ["save", "timeline"]
