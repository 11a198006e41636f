"""What a bargain is worth: valuations, implied rates, break-even weights, and who responded to whom.

These questions use other questions. The tables of weights are data in `scales`.
"""
