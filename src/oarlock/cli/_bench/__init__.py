"""How fast we are: every part in a process of its own, as a ratio to a floor taken in the same run.

Ratios travel between machines; seconds do not. The floor of a question is DuckDB reading, from Parquet, the very columns the
question reads; the floor of an import is DuckDB copying the same files; the floor of a start is `python -c pass`.
"""
