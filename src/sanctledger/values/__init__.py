"""The values in the fields of records: amounts, dates, spans, scopes, units and terms.

A value is frozen, compares by content and does not know records. Reading a text into a value belongs here; deciding the
meaning of a value for a ledger does not.
"""
