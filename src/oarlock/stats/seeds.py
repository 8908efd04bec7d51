"""Seeds: the same question asked of the same records gives the same answer, to the last digit."""

from __future__ import annotations

import hashlib

import numpy as np


def seed_of(metric_id: str, data_hash: str) -> int:
    """First 8 bytes of SHA-256(metric id ‖ 0 ‖ hash of the records), as an unsigned integer."""
    return int.from_bytes(hashlib.sha256(f"{metric_id}\0{data_hash}".encode()).digest()[:8], "big")


def generator(seed: int) -> np.random.Generator:
    """The one random generator of the statistics: PCG64."""
    return np.random.Generator(np.random.PCG64(seed))
