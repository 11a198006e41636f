"""May this be done, on that day, and why: who is bound, who is reached, and what frees the dealing."""
