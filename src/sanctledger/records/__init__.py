"""The records that people write in files: one class for each kind, and the catalogue of kinds.

A record has fields and states which entries it yields. The effect of other records, such as reversals and corrections,
belongs to `posting`.
"""
