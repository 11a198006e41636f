"""Ledgers as text: reading and writing of YAML and JSON lines, places of fields, locks and safe replacement.

Everything that reads or writes the files of a ledger belongs here. The meaning of records does not.
"""
