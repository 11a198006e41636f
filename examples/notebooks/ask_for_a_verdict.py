# %% [markdown]
# # May this be done?
#
# Could an American company sell aircraft parts to Belavia, and a Polish one? The answer changes with the day and with
# the actor. A verdict is not legal advice: it shows what the records of a ledger imply, and what they leave open.

# %%
import sanctledger as sl

ledger = sl.load("belarus")
SALE = {"action": "export", "counterparty": "belavia", "goods": "aviation.parts"}

# %% [markdown]
# ## One day, authority by authority

# %%
view = ledger.at("2025-10-01")
for actor in ("us", "pl"):
    print(view.verdict(sl.Activity(actor=actor, **SALE)))
    print()

# %% [markdown]
# ## Several activities at once

# %%
view.verdicts(
    [
        sl.Activity(actor="us", **SALE),
        sl.Activity(actor="us", action="unblock", counterparty="belavia"),
        sl.Activity(actor="us", action="export", counterparty="belaruskali", goods="potash"),
    ]
)

# %% [markdown]
# ## On which days was it free?

# %%
print(view.windows(sl.Activity(actor="us", **SALE), "2021-01-01", "2026-01-01"))
