"""What is wrong and why: one diagnosis per file, each with a `DIAGNOSIS`."""

NOT_PARTS = ("answer", "backtest", "causes", "engine")
