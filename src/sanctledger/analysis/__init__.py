"""Analyses of moves: valuations, implied rates, break-even weights, and reciprocity.

- `valuation`, `valuations`: the tables of weights, from files, functions and packages; `scales` has the shipped tables.
- `move_counts`, `move_worth`, `valuation_warnings`, `valued_moves`: moves valued on such a scale.
- `given`, `quotient`: the amounts that both sides gave, unit by unit, and exact division of amounts.
- `implied_rates`, `break_even`: the exchange rates of a deal, and the weights at which a deal balances.
- `responses`, `reciprocity`: which move answers which, and how often in kind.

These are functions of answers of `questions`. A move or a record carries none of their results.
"""
