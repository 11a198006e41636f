"""From postings to answers: one module for each question, a function of a position that returns an answer.

A question is bound to the view in `view.py`. Printing an answer belongs to `cli`, drawing it to `charts`. A question
that needs a scale, or compares both sides of a bargain, belongs to `analysis`.
"""
