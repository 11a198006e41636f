"""May this be done, on that day, and why: who is bound, who is reached, and what frees the activity.

The reasoning of one authority at a time, over measures and easings as `posting` derives them. It is not legal advice.
"""
