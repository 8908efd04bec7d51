"""Credit for conversions: rules, removal effects, fair splits, and how sure their ranks are (METHODS 4).

Journeys come as one row of channel codes with the position at which each journey begins; nothing here goes through text.
Credit is bookkeeping: it says which channels were present, not what would have happened without them.
"""
