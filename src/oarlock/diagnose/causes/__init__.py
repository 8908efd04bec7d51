"""Hypotheses of why the two slopes part, one file each with a `CAUSE`. They run in name order and are ranked
afterwards.
"""
