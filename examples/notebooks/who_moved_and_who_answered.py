# %% [markdown]
# # Who moved, and who answered
#
# The bargaining of Belarus and the United States in 2025 as a sequence of moves: who acted first, what answered what,
# and what it comes to on a published scale. Nothing is inferred unless a window is given, and no scale runs unless it
# is named.

# %%
from pathlib import Path
from tempfile import mkdtemp

import sanctledger as sl
from sanctledger import charts

view = sl.load("belarus").at("2025-12-31")
SINCE = "2025-06-01"

# %% [markdown]
# ## Moves
#
# Each act once, on its day. A promise is a move of its own, and so is what keeps it.

# %%
moves = view.moves("us", "by", since=SINCE)
for move in moves:
    print(move.day, *move.givers, move.does, move.quantity or "", move.record)

# %% [markdown]
# ## What answers what
#
# First by what the records and deals say alone; then with a window of thirty days, in which a move may answer another
# that nothing ties it to. What is inferred is always marked so.

# %%
for window in (None, 30):
    answer = view.reciprocity("us", "by", since=SINCE, window=window)
    inferred = sum(one.is_inferred for one in answer)
    print(f"window {window}: {len(answer)} answers, {inferred} of them inferred")
    for reply in answer.replies:
        side = "the United States" if reply.side == "given" else "Belarus"
        print(f"  {side} answered {reply.in_kind} of {reply.moves} in kind")

# %%
folder = Path(mkdtemp())
charts.save(charts.reciprocity(answer), folder / "reciprocity.svg")
charts.save(charts.timeline(view, ["us", "by"], since=SINCE), folder / "timeline.svg")
print(sorted(file.name for file in folder.iterdir()))

# %% [markdown]
# ## On a scale
#
# Goldstein's weights, as GDELT prints them. The answer names the scale, its version and what it left unvalued, and
# warns of what the literature warns of.

# %%
valued = view.moves("us", "by", since=SINCE, valuation="goldstein-gdelt")
print(valued)

# %% [markdown]
# ## What the bargain implies
#
# A deal needs no scale to tell a rate: what one side gave for what the other did.

# %%
print(view.implied_rates("minsk-2025-12"))
