"""What the fields of records are made of: amounts, dates, spans, scopes, units and terms.

A value is frozen, compares by content and knows of no record. Reading a text into a value belongs here; deciding what
a value means for a ledger does not.
"""
