"""Ledgers as text: reading and writing of YAML and JSON lines, places of fields, locks and safe replacement.

Everything that touches the disk for a ledger belongs here. What the records mean does not.
"""
