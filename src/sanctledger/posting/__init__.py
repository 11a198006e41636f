"""What a set of records comes to: what holds when, what it moves, and the position at the close of a day."""
