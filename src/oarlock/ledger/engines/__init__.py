"""Other engines that answer the same questions: a Spark cluster, a PostgreSQL server.

`oarlock.ledger.elsewhere.Elsewhere` puts what one ledger shows onto an engine and asks there; the expressions of the metrics stay as
they are.
"""
