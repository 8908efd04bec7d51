"""What runs in the peers' interpreter: scripts started by their path, which import nothing of ours.

So that the packages beside us can live in an environment of their own, with versions of their own.
"""
