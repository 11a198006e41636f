# %% [markdown]
# # Defend a number
#
# How many prisoners did Belarus free in its bargain of September 2025 with the United States? This notebook answers
# as of two days, follows the answer through time, and leads from it to the sources. Open it in an editor that knows
# cells (`# %%`), or run it from top to bottom: `python examples/notebooks/defend_a_number.py`.

# %%
from pathlib import Path
from tempfile import mkdtemp

import sanctledger as sl
from sanctledger import charts

ledger = sl.load("belarus")
DEAL, UNIT = "minsk-2025-09", "prisoners"


def freed(view: sl.View) -> sl.Bounds:
    """Return the prisoners that Belarus gave under the deal, as known in the view."""
    rows = view.balance("by", "us", by="deal", unit=UNIT)
    return next((row.given.bounds for row in rows if row.group == DEAL), sl.Bounds.exactly(0))


# %% [markdown]
# ## The answer, and the three choices behind it
#
# The day, the day of knowledge, and the reading of rival accounts. On the day after the exchange 52 prisoners were
# free; five days later it was known that one of them was back in custody.

# %%
for known in ("2025-09-12", "2025-09-30", None):
    view = ledger.at("2025-09-12", known=known)
    print(f"on 2025-09-12, known {known or 'today'}: {freed(view)}")

# %% [markdown]
# ## The records behind it
#
# Every number leads back to records and their sources. A notebook shows the balance as a table.

# %%
view = ledger.at("2025-12-31")
balance = view.balance("by", "us", by="deal", unit=UNIT)
row = balance[DEAL]
print(row.explain())
balance

# %% [markdown]
# ## Through time
#
# A step on each day on which the answer changes, as known on that day: the numbers that could have been
# published.

# %%
series = view.series(freed, "2025-09-01", "2025-10-01", title="freed under the deal of September", learning=True)
print(series)
folder = Path(mkdtemp())
charts.save(charts.balance_over_time(series), folder / "freed.svg")

# %% [markdown]
# ## Promises
#
# The settlement of the same deal: the promises of each side, and how much of them was delivered.

# %%
settlement = view.settlement(DEAL)
for leg in settlement:
    print(f"{' '.join(leg.givers)}: {leg.id}, {leg.delivered} delivered, {leg.state}")
charts.save(charts.settlement(settlement), folder / "settlement.svg")
print(sorted(file.name for file in folder.iterdir()))
