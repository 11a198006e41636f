# %% [markdown]
# # Who moved, and who answered
#
# The bargaining of Belarus and the United States in 2025 as a sequence of moves: who acted first, which move answered
# which, and the totals on a published scale. Responses are inferred only within a window that you give, and moves are
# valued only on a scale that you name.

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
# Each act is one move, on its day. A promise is a move, and so is its delivery.

# %%
moves = view.moves("us", "by", since=SINCE)
for move in moves:
    print(move.day, *move.givers, move.does, move.quantity or "", move.record)

# %% [markdown]
# ## Responses
#
# First the responses that records and deals state; then also those within a window of thirty days, in which a move may
# answer another without a record of that. Inferred responses are always marked.

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
# Goldstein's weights, as GDELT prints them. The answer names the scale, its version and the moves without a value, and
# repeats the warnings of the literature.

# %%
valued = view.moves("us", "by", since=SINCE, valuation="goldstein-gdelt")
print(valued)

# %% [markdown]
# ## The rates of the bargain
#
# A deal implies rates without any scale: the amount that one side gave for an act of the other.

# %%
print(view.implied_rates("minsk-2025-12"))
