"""What people write in files: one class for each kind of record, and the catalogue of kinds.

A record holds fields and says which entries it yields. What other records make of it, such as reversals and
corrections, belongs to `posting`.
"""
