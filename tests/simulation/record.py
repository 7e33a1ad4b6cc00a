"""The record of an invented trial: what its report would print, as a tree of texts."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator
from scipy import stats

from schema.reading.tree import Tree
from tests.simulation.patients import DEATH_FIRST, RELAPSE, Patients
from tests.simulation.printing import Style
from tests.simulation.survival import (
    Compared,
    Flags,
    Floats,
    KaplanMeier,
    Times,
    clopper_pearson,
    incidence,
)

TIMES = (12, 24)
_COMPARED = "x vs chemo"


class Reporter:
    """Prints what happened to the patients of one trial.

    With `unseen`, a share of patients cannot be evaluated for rows of baseline and response: they
    are left out of the percentages, and nobody says so.
    """

    def __init__(
        self, patients: Patients, style: Style, random: Generator, unseen: float = 0.0
    ) -> None:
        self.patients = patients
        self.style = style
        self._random = random
        self._unseen = unseen
        x, positive = patients.x, patients.positive
        self.arms: dict[str, Flags] = {"both": x | ~x, "x": x, "chemo": ~x}
        self.strata: dict[str, Flags] = {
            "x-positive": x & positive,
            "x-negative": x & ~positive,
            "chemo-positive": ~x & positive,
            "chemo-negative": ~x & ~positive,
        }

    def tree(self, printed: float = 1.0) -> dict[str, Tree]:
        """Return the record; of what could be printed, the given share is."""
        outcomes = {**self._response(), **self._survival(), **self._deaths()}
        return {
            **_HEAD,
            "defaults": self._defaults(),
            "groups": self._groups(),
            "splits": self._splits(),
            "sets": {"treated": {"label": "Treated", "n": self._sizes(self.patients.treated)}},
            "flow": {"participants": self._table(self._flow())},
            "baseline": {"table-1": self._table(self._some(self._baseline(), printed))},
            "outcomes": self._some(outcomes, printed),
            "safety": {"table-2": self._safety(printed)},
        }

    def _some(self, rows: dict[str, Tree], share: float) -> dict[str, Tree]:
        """Return a share of rows or blocks, the first one always."""
        kept = self._random.random(len(rows)) < share
        return {key: row for i, (key, row) in enumerate(rows.items()) if i == 0 or kept[i]}

    def _defaults(self) -> dict[str, Tree]:
        level = f"{100 * self.style.level:g}%"
        return {
            "from": "jco24 > Abstract",
            "ci": level,
            "effect-ci": level,
            "p": "one-sided" if self.style.one_sided else "two-sided",
            "test": "unstated",
        }

    def _sizes(self, members: Flags) -> dict[str, Tree]:
        return {name: str(int((arm & members).sum())) for name, arm in self.arms.items()}

    def _groups(self) -> dict[str, Tree]:
        sizes = self._sizes(self.arms["both"])
        more: dict[str, dict[str, Tree]] = {
            "both": {"kind": "cohort", "counted": "randomised", "label": "All"},
            "x": {"label": "Drug X", "gets": ["blinatumomab"]},
            "chemo": {"label": "Chemotherapy"},
        }
        return {name: {"n": sizes[name], **keys} for name, keys in more.items()}

    def _splits(self) -> dict[str, Tree]:
        def stratum(sign: str) -> dict[str, Tree]:
            members = {arm: self.strata[f"{arm}-{sign}"] for arm in ("x", "chemo")}
            sizes: dict[str, Tree] = {arm: str(int(each.sum())) for arm, each in members.items()}
            return {"label": f"marker {sign}", "n": sizes}

        return {
            "arms": {"of": "both", "parts": ["x", "chemo"], "by": "randomisation"},
            "marker": {
                "of": ["x", "chemo"],
                "by": "marker",
                "when": "baseline",
                "strata": {sign: stratum(sign) for sign in ("positive", "negative")},
            },
        }

    def _table(self, rows: dict[str, Tree]) -> dict[str, Tree]:
        return {"columns": [*self.arms], "rows": rows}

    def _flow(self) -> dict[str, Tree]:
        everybody, treated = self.arms["both"], self.patients.treated
        medians = [float(np.median(self.patients.follow_up[arm])) for arm in self.arms.values()]
        return {
            "randomised": [*self._sizes(everybody).values()],
            "treated": [*self._sizes(treated).values()],
            "median follow-up": [f"{self.style.months(median)} mo" for median in medians],
        }

    def _baseline(self) -> dict[str, Tree]:
        patients = self.patients
        ecog: dict[str, Tree] = {
            f"ecog-{grade}": self._shares(patients.ecog == grade) for grade in range(3)
        }
        return {
            "median age": self._spread(patients.age, "y", self.style.month_decimals),
            "mean age-at-diagnosis": [self._mean(patients.age[arm]) for arm in self.arms.values()],
            "median prior-lines": self._spread(patients.lines.astype(float), "lines", 0),
            "male": self._shares(patients.male),
            "ecog": {**ecog, "rest": "unknown" if self._unseen else "none"},
        }

    def _spread(self, values: Floats, unit: str, decimals: int) -> Tree:
        """Print medians; quartiles and ranges where the unit has decimals, else the range."""

        def cell(of: Floats) -> str:
            low, first, middle, third, high = np.quantile(of, [0, 0.25, 0.5, 0.75, 1])
            quartiles = f" (IQR {first:.{decimals}f} to {third:.{decimals}f})" if decimals else ""
            between = f"(range {low:.{decimals}f} to {high:.{decimals}f})"
            shown = f"{middle:.1f}" if not decimals and middle % 1 else f"{middle:.{decimals}f}"
            return f"{shown} {unit}{quartiles} {between}"

        return [cell(values[arm]) for arm in self.arms.values()]

    def _mean(self, values: Floats) -> str:
        return f"{values.mean():.1f} y (SD {values.std(ddof=1):.1f})"

    def _shares(self, which: Flags) -> list[Tree]:
        evaluable = self._random.random(which.size) >= self._unseen
        counts = [(arm & evaluable & which, arm & evaluable) for arm in self.arms.values()]
        return [self.style.share(int(k.sum()), int(n.sum())) for k, n in counts]

    def _response(self) -> dict[str, Tree]:
        response, groups = self.patients.response, self.arms | self.strata
        seen = self._random.random(response.size) >= self._unseen
        measures = {
            "cr": response == 2,
            "cri": response == 1,
            "cr-cri": response > 0,
            "mrd-neg-cr": (response == 2) & self.patients.mrd_negative,
        }
        found: dict[str, Tree] = {}
        for name, which in measures.items():
            block: dict[str, Tree] = {"share": self._with_interval(which, seen, groups)}
            if name == "mrd-neg-cr":
                block["mrd"] = {"threshold": "<0.01%", "method": "flow cytometry"}
            if not self._unseen:
                block |= self._two_by_two(which)
            found[name] = block
        return found

    def _with_interval(self, which: Flags, seen: Flags, groups: dict[str, Flags]) -> Tree:
        def cell(members: Flags) -> str:
            k, n = int((members & which & seen).sum()), int((members & seen).sum())
            shown = self.style.share(k, n)
            bounds = clopper_pearson(k, n, self.style.level)
            low, high = (self.style.percent(bound).removesuffix("%") for bound in bounds)
            return f"{shown} ({low} to {high})" if "%" in shown else shown

        return {name: cell(members) for name, members in groups.items()}

    def _two_by_two(self, which: Flags) -> dict[str, Tree]:
        x = self.patients.x
        a, b, c, d = (int(s.sum()) for s in (x & which, x & ~which, ~x & which, ~x & ~which))
        if self.style.one_sided or not min(a + c, b + d):
            return {}
        exact = bool(self._random.random() < 0.5)
        table = np.array([[a, b], [c, d]])
        fisher = float(stats.fisher_exact(table).pvalue)
        p = fisher if exact else float(stats.chi2_contingency(table, correction=False).pvalue)
        test = "fisher-exact" if exact else "chi-squared"
        effect = f"{_odds_ratio(a, b, c, d, self.style.level)} " if min(a, b, c, d) else ""
        difference = _difference(a, a + b, c, c + d, self.style.level)
        return {
            "compare": {"test": test, _COMPARED: f"{effect}{self.style.p(p)}"},
            "compare difference": {_COMPARED: difference},
        }

    def _survival(self) -> dict[str, Tree]:
        patients = self.patients
        found: dict[str, Tree] = {}
        for name, times in (("os", patients.os), ("efs", patients.efs)):
            found[name] = {"origin": "randomisation", "method": "kaplan-meier", **self._km(times)}
        for name, cause in (("relapse", RELAPSE), ("nrm", DEATH_FIRST)):
            block = {"origin": "randomisation", "method": "cumulative-incidence"}
            found[name] = {**block, **self._incidence(cause)}
        return {name: block for name, block in found.items() if len(block) > 2}

    def _km(self, times: Times) -> dict[str, Tree]:
        curves = {
            name: KaplanMeier(times.of(members), self.style.level)
            for name, members in (self.arms | self.strata).items()
        }
        found: dict[str, Tree] = {}
        for time in TIMES:
            cells = {n: self._at(c, time) for n, c in curves.items() if c.last >= time}
            if cells:
                found[f"at {time} mo"] = cells
        found["median"] = {name: self._median(curves[name]) for name in self.arms}
        return found | self._hazards(times)

    def _at(self, curve: KaplanMeier, time: float) -> Tree:
        estimate, bounds = curve.at(time)
        shown = f"{self.style.curve(estimate)}%"
        if bounds is None:
            return shown
        return f"{shown} ({self.style.curve(bounds[0])} to {self.style.curve(bounds[1])})"

    def _median(self, curve: KaplanMeier) -> Tree:
        median, (low, high) = curve.median()
        shown = self.style.months(median)
        unit = " mo" if median is not None else ""
        inside = "" if median is not None or low is None else " mo"
        upper = self.style.months(high)
        return f"{shown}{unit} ({self.style.months(low)}{inside} to {upper})"

    def _hazards(self, times: Times) -> dict[str, Tree]:
        compared = Compared(times, self.patients.x)
        ratio = compared.cox()
        if ratio is None:
            return {}
        p = compared.log_rank()
        low, high = ratio.interval(self.style.level)
        if self.style.one_sided:
            p = p / 2 if ratio.log < 0 else 1 - p / 2
        hr = f"HR {np.exp(ratio.log):.2f} ({low:.2f} to {high:.2f})"
        return {"compare": {"test": "log-rank", _COMPARED: f"{hr} {self.style.p(p)}"}}

    def _incidence(self, cause: int) -> dict[str, Tree]:
        efs, first = self.patients.efs, self.patients.first
        found: dict[str, Tree] = {}
        for time in TIMES:
            cells: dict[str, Tree] = {}
            for name, arm in self.arms.items():
                if efs.observed[arm].max() >= time:
                    share = incidence(efs.of(arm), first[arm], cause, time)
                    cells[name] = f"{self.style.curve(share)}%"
            if cells:
                found[f"at {time} mo"] = cells
        return found

    def _deaths(self) -> dict[str, Tree]:
        dead = self.patients.os.event
        after_relapse = dead & (self.patients.first == RELAPSE)
        parts = {"progressive-disease": after_relapse, "other": dead & ~after_relapse}
        groups = self.arms | self.strata

        def counts(which: Flags) -> dict[str, Tree]:
            return {name: str(int((members & which).sum())) for name, members in groups.items()}

        causes: dict[str, Tree] = {name: counts(which) for name, which in parts.items()}
        return {"death": {"share": counts(dead), "parts": {"rest": "none", **causes}}}

    def _safety(self, printed: float) -> Tree:
        rows = self._some(dict(self._events()), printed)
        return {"from": "jco24 > Table 2", "set": "treated", **self._table(rows)}

    def _events(self) -> Iterator[tuple[str, Tree]]:
        grades = {"any-ae": self.patients.grade, "infection": self.patients.infection}
        groups = [arm & self.patients.treated for arm in self.arms.values()]
        for name, grade in grades.items():
            for suffix, least in (("any", 1), ("3+", 3)):
                counts = [(int((g & (grade >= least)).sum()), int(g.sum())) for g in groups]
                yield f"{name} {suffix}", [self.style.share(k, n) for k, n in counts]


def _odds_ratio(a: int, b: int, c: int, d: int, level: float) -> str:
    log, error = np.log(a * d / (b * c)), np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    z = stats.norm.ppf((1 + level) / 2)
    low, middle, high = (np.exp(log + step * error) for step in (-z, 0, z))
    return f"OR {middle:.2f} ({low:.2f} to {high:.2f})"


def _difference(k: int, n: int, j: int, m: int, level: float) -> str:
    p, q = k / n, j / m
    half = stats.norm.ppf((1 + level) / 2) * np.sqrt(p * (1 - p) / n + q * (1 - q) / m)
    low, middle, high = (100 * (p - q + step) for step in (-half, 0, half))
    return f"RD {middle:.1f} pp ({low:.1f} to {high:.1f})"


_HEAD: dict[str, Tree] = {
    "id": "doe-2024-drug",
    "title": "An invented trial",
    "sources": {
        "jco24": {
            "kind": "primary",
            "year": "2024",
            "read": {"Abstract": "address not kept", "Table 2": "address not kept"},
        }
    },
    "design": {"type": ["randomised"], "registration": ["NCT01234567"]},
    "population": {"disease": "b-all", "setting": ["relapsed"], "age": "children and adults"},
    "conclusion": "None.",
    "limitations": ["invented"],
    "curation": {
        "status": "extracted",
        "extracted": {"by": "reader-1", "date": "2024-05-01"},
        "interests": "none declared",
    },
}
