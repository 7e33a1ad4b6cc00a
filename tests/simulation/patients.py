"""Patients of an invented two-arm trial, one value for each."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from tests.simulation.survival import Flags, Floats, Times

RELAPSE, DEATH_FIRST = 1, 2


@dataclass(frozen=True)
class Patients:
    """Everybody of a trial; `x` is the experimental arm, `positive` a marker known at baseline."""

    x: Flags
    positive: Flags
    age: Floats
    male: Flags
    ecog: NDArray[np.int64]
    lines: NDArray[np.int64]
    treated: Flags
    response: NDArray[np.int64]  # 0 none, 1 CRi, 2 CR
    mrd_negative: Flags
    efs: Times
    os: Times
    first: NDArray[np.int64]  # what ended event-free survival
    grade: NDArray[np.int64]  # the worst adverse event of any kind, 0 none
    infection: NDArray[np.int64]
    follow_up: Floats


def drawn(random: Generator) -> Patients:
    """Draw a trial of 40 to 600 patients with staggered entry and some lost to follow-up."""
    size = int(np.exp(random.uniform(np.log(40), np.log(600))))
    x = random.random(size) < random.choice([0.5, 0.5, 0.667])
    x[:2], x[-2:] = True, False
    positive = random.random(size) < random.uniform(0.3, 0.7)
    for arm in (True, False):  # a marker that splits both arms
        positive[np.flatnonzero(x == arm)[0]] = True
        positive[np.flatnonzero(x == arm)[1]] = False
    response = _response(random, x)
    relapse, death = _times(random, x, positive, response)
    follow_up = _follow_up(random, size)
    first, end = np.where(relapse < death, RELAPSE, DEATH_FIRST), np.minimum(relapse, death)
    grade = random.choice(5, size, p=[0.08, 0.17, 0.25, 0.35, 0.15]) + 0
    return Patients(
        x=x,
        positive=positive,
        age=np.clip(random.normal(random.uniform(10, 55), 14, size), 1, 85),
        male=random.random(size) < 0.56,
        ecog=random.choice(3, size, p=[0.4, 0.45, 0.15]),
        lines=random.choice([1, 2, 3, 4, 5], size, p=[0.45, 0.3, 0.15, 0.07, 0.03]),
        treated=random.random(size) < random.uniform(0.85, 1.0),
        response=response,
        mrd_negative=random.random(size) < random.uniform(0.3, 0.8),
        efs=Times(np.minimum(end, follow_up), end <= follow_up),
        os=Times(np.minimum(death, follow_up), death <= follow_up),
        first=first,
        grade=grade,
        infection=np.minimum(grade, random.integers(0, 5, size)),
        follow_up=follow_up,
    )


def _response(random: Generator, x: Flags) -> NDArray[np.int64]:
    chance = np.where(x, random.uniform(0.3, 0.9), random.uniform(0.2, 0.8))
    full = random.random(x.size) < random.uniform(0.5, 0.9)
    return np.where(random.random(x.size) < chance, np.where(full, 2, 1), 0)


def _times(
    random: Generator, x: Flags, positive: Flags, response: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Draw months to relapse and to death; hazards are proportional between the arms."""
    median = np.exp(random.uniform(np.log(4), np.log(60)))
    hazard = np.log(2) / median * np.where(x, np.exp(random.normal(-0.25, 0.35)), 1.0)
    hazard = hazard * np.where(positive, np.exp(random.normal(0, 0.4)), 1.0)
    hazard = hazard * np.where(response > 0, 0.7, 1.4)
    shape = random.uniform(0.7, 1.3)
    relapse = random.weibull(shape, x.size) / hazard
    death_first = random.exponential(1 / (hazard * random.uniform(0.1, 0.6)), x.size)
    after = random.exponential(1 / (hazard * random.uniform(0.5, 3.0)), x.size)
    return relapse, np.minimum(death_first, relapse + after)


def _follow_up(random: Generator, size: int) -> Floats:
    """Administrative censoring after staggered entry, and a few lost earlier."""
    accrual, minimum = random.uniform(6, 48), random.uniform(3, 30)
    planned = minimum + random.uniform(0, accrual, size)
    lost = random.exponential(random.uniform(100, 600), size)
    return np.minimum(planned, lost)
