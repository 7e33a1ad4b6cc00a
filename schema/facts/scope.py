"""Inheritance: a context key holds for everything below it until it is written again."""

from dataclasses import dataclass
from typing import Any

from schema.facts.model import GroupFact, PlaceRef, Section
from schema.study.keys import block_name
from schema.study.record import Study
from schema.study.results import Context

# A note explains the place where it stands; everything else is inherited.
_INHERITED = tuple(name for name in Context.model_fields if name != "note")


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds at one place of a record: the study, its groups, and the inherited keys."""

    study: Study
    groups: dict[str, GroupFact]
    section: Section
    values: dict[str, Any]

    def inside(self, context: Context) -> "Scope":
        """Return the scope inside a mapping that sets some of the keys."""
        written = context.model_fields_set
        own = {name: getattr(context, name) for name in _INHERITED if name in written}
        return self.setting(**own) if own else self

    def setting(self, **own: Any) -> "Scope":
        """Return the scope inside something that sets these keys."""
        return Scope(self.study, self.groups, self.section, {**self.values, **own})

    def named(self, apart: str) -> "Scope":
        """Return the scope of a block `os@final`: what stands after `@` may name a cut or a set."""
        if apart in self.study.cuts:
            return self.setting(cut=apart)
        if apart in self.study.sets:
            return self.setting(set=apart)
        return self

    def text(self, name: str) -> str:
        """Return an inherited text, empty when nobody wrote one."""
        return self.values.get(name) or ""

    @property
    def place(self) -> PlaceRef:
        """The place that holds here."""
        return PlaceRef.parse(self.text("from_"))

    @property
    def cut(self) -> str:
        """The data cut: the one written, else the one of the source."""
        source = self.study.sources.get(self.place.source)
        return self.text("cut") or (source.cut if source and source.cut else "")


def outermost(study: Study, groups: dict[str, GroupFact], section: Section) -> Scope:
    """Return the scope of a whole section: only the defaults hold."""
    defaults = study.defaults
    values = {name: getattr(defaults, name) for name in type(defaults).model_fields}
    if section == "baseline":
        values["when"] = "baseline"
    return Scope(study, groups, section, values)


def block_scope(scope: Scope, key: str, block: Context) -> Scope:
    """Return the scope inside a block, heeding the part of its key after `@`."""
    return scope.named(block_name(key)[1]).inside(block)
