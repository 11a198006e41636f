"""The questions: each a pure function of a position, with the answer that it gives."""
