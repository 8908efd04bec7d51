"""Invented people, companies and titles. Every address ends in `.example`, so that none can exist."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from oarlock.demo.arrays import Ints


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _listed(
    "Ada Bea Carl Dina Emil Fay Gil Hana Ivo Jun Kai Lena Milo Nora Omar Pia Quin Rosa Sven Tara Ugo Vera Wim Xenia Yan "
    "Zoe Anton Britt Cleo Dario Elsa Finn Greta Hugo Ines Jonas"
)
LAST = _listed(
    "Abel Bruun Castro Dahl Ekman Falk Gray Holm Ito Jansen Kraus Lund Moreau Nagy Okoye Petit Quist Rossi Silva Tanaka "
    "Unger Vogel Weber Xu Young Ziegler Adler Berg Costa Diaz Engel Ferri Gupta Haas Iversen Jung Khan Lopez Mori Novak"
)
PLACES = _listed(
    "North South East West Upper Lower Green Blue Red Silver Copper Iron Stone River Lake Harbour Forest Meadow Summit "
    "Valley Bright Clear Swift Quiet Old New Grand Little Royal Free Sunny Misty Alpine Baltic Coastal Nordic Polar Urban "
    "Vista Zenith"
)
THINGS = _listed(
    "Anchor Arrow Beacon Birch Bridge Castle Cedar Compass Crane Crown Delta Eagle Ember Falcon Fern Field Finch Flint "
    "Fox Gate Hawk Heron Ivy Kite Lantern Larch Lynx Maple Mill Oak Orchid Otter Pine Quarry Raven Reed Sail Spruce Tower "
    "Willow"
)
TRADES = _listed(
    "Analytics Foods Freight Dental Textiles Robotics Media Payments Energy Timber Optics Clinics Lending Shipping "
    "Software Schools Travel Ceramics Plastics Insurance"
)
TITLES = (
    "VP Operations",
    "Head of Finance",
    "IT Director",
    "Operations Manager",
    "CFO",
    "Analyst",
    "CEO",
    "Consultant",
    "Student",
    "",
)
COUNTRIES = ("US", "GB", "DE", "FR", "NL", "SE", "ES")
_COMBINATIONS = len(PLACES) * len(THINGS) * len(TRADES)
_STRIDE = 10_007  # prime to the number of combinations, so that neighbours have unlike names


def _pick(vocabulary: tuple[str, ...], codes: Ints) -> Any:
    return pa.array(vocabulary).take(pa.array(codes))


def _spread(number: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    mixed = (number * _STRIDE) % _COMBINATIONS
    place, rest = mixed % len(PLACES), mixed // len(PLACES)
    return place, rest % len(THINGS), rest // len(THINGS), number // _COMBINATIONS


def _numbered(round_: Ints) -> Any:
    return pc.if_else(pa.array(round_ == 0), "", pc.cast(pa.array(round_ + 1), pa.string()))


def company_names(number: Ints) -> Any:
    """Such as "Copper Heron Freight"; no two alike."""
    place, thing, trade, again = _spread(number)
    name = pc.binary_join_element_wise(
        _pick(PLACES, place), _pick(THINGS, thing), _pick(TRADES, trade), _numbered(again), " "
    )
    return pc.utf8_rtrim_whitespace(name)


def domains(number: Ints) -> Any:
    """Domain of each company by its number, such as "copperheron-freight.example"; no two alike."""
    place, thing, trade, again = _spread(number)
    stem = pc.binary_join_element_wise(
        _pick(PLACES, place), _pick(THINGS, thing), "-", _pick(TRADES, trade), _numbered(again), ""
    )
    return pc.binary_join_element_wise(pc.utf8_lower(stem), ".example", "")


def emails(person: Ints, company: Ints) -> Any:
    """Such as "nora.falk17@copperheron-freight.example"; no two persons share one."""
    first, last = _pick(FIRST, person % len(FIRST)), _pick(LAST, (person // len(FIRST)) % len(LAST))
    mailbox = pc.utf8_lower(
        pc.binary_join_element_wise(first, ".", last, pc.cast(pa.array(person % 9_973), pa.string()), "")
    )
    return pc.binary_join_element_wise(mailbox, "@", domains(company), "")


def person_names(number: Ints) -> Any:
    """Name of each person by its number, such as "Nora Falk"."""
    return pc.binary_join_element_wise(_pick(FIRST, number % len(FIRST)), _pick(LAST, (number * 7) % len(LAST)), " ")


def shares(codes: np.random.Generator, weights: tuple[float, ...], n: int) -> Ints:
    """n codes drawn with the weights."""
    edges = np.cumsum(weights) / np.sum(weights)
    return np.searchsorted(edges, codes.random(n), side="right").clip(max=len(weights) - 1)
