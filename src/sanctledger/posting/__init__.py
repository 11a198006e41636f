"""From records to postings: which version holds on which day, what reverses, eases or replaces what, and the entries.

A snapshot is the ledger as known on a day under a reading; a position is a snapshot at the close of a day. States of
measures are derived here and nowhere else. Wording, tables and files do not belong here.
"""
