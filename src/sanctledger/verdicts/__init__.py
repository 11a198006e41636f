"""Verdicts: whether an activity may be done on a day, and why.

For each authority, a verdict finds the measures that bind the actor and reach the activity, and the easings that free
it. The states of measures and easings come from `posting`. A verdict is not legal advice.
"""
