"""Scales that turn moves into one number: their weights as data, with name, version and citation."""

from sanctledger.scales.catalogue import Valuations, valuations
from sanctledger.scales.valuation import Caveat, Scale, Valuation, Weight

__all__ = ["Caveat", "Scale", "Valuation", "Valuations", "Weight", "valuations"]
