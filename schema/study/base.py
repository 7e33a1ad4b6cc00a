"""What all parts of a record share: closed mappings, short forms, and errors that help."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError

from schema.problems import listed, nearest


def wrong(
    code: str, message: str, allowed: str = "", near: str = "", offset: int = 0, key: bool = False
) -> PydanticCustomError:
    """Return the error that carries everything a `Problem` says except its place."""
    context = {"message": message, "allowed": allowed, "nearest": near, "offset": offset}
    return PydanticCustomError(code, "{message}", {**context, "at_key": key})


def alias(name: str) -> str:
    """Return the key in the record for a field: `effect_ci` is `effect-ci`, `is_` is `is`."""
    return name.rstrip("_").replace("_", "-")


class Closed(BaseModel):
    """A mapping that refuses unknown keys and names the nearest known one."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=alias)

    # Shown for a text or list that stands where this mapping is expected.
    expected: ClassVar[str] = "a mapping (key: value)"

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """Turn a short form into the full mapping; the default knows no short form."""
        return data

    @classmethod
    @cache
    def names(cls) -> tuple[str, ...]:
        """Return the keys that may stand in this mapping, as written in a record."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @classmethod
    def known(cls) -> tuple[str, ...]:
        """Return the keys to name in a message."""
        return cls.names()

    @classmethod
    def near(cls, key: str) -> str:
        """Return the known key nearest to an unknown one, or an empty text."""
        return nearest(key, cls.known())

    def shortened(self, data: dict[str, Any]) -> Any:
        """Turn the full mapping back into the form that a record is written in."""
        return data

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> Any:
        return self.shortened(handler(self))

    @model_validator(mode="wrap")
    @classmethod
    def _close(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        data = cls.prepare(data)
        if not isinstance(data, dict):
            raise wrong("wrong-type", f"this is {kind_of(data)}", cls.expected)
        unknown = [key for key in data if key not in cls.names()]
        if not unknown:
            return handler(data)
        errors = [_unknown_key(key, cls.known(), cls.near(key)) for key in unknown]
        try:
            handler({key: value for key, value in data.items() if key not in unknown})
        except ValidationError as error:
            errors += _again(error)
        raise ValidationError.from_exception_data(cls.__name__, errors)


class Gathering(Closed):
    """A mapping that mixes declared keys with names chosen by the writer.

    All undeclared keys are gathered under the field named by `gathers`; what such a name may look
    like is decided by the key type of that field.
    """

    gathers: ClassVar[str] = "cells"

    @classmethod
    def may_name(cls, _key: str) -> bool:
        """Say whether an undeclared key may be a name; others are unknown keys."""
        return True

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """Gather the undeclared keys under one field."""
        if not isinstance(data, dict):
            return data
        declared = set(cls.names()) - {cls.gathers}
        names = {key for key in data if key not in declared and cls.may_name(key)}
        named = {key: value for key, value in data.items() if key in names}
        rest = {key: value for key, value in data.items() if key not in names}
        return {**rest, cls.gathers: named} if named else rest

    @classmethod
    def known(cls) -> tuple[str, ...]:
        """Return the keys to name in a message: the declared ones."""
        return tuple(key for key in cls.names() if key != cls.gathers)

    def shortened(self, data: dict[str, Any]) -> Any:
        """Spread out what was gathered."""
        named = data.pop(self.gathers, {})
        return {**data, **named}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        shape = handler.resolve_ref_schema(handler(core_schema))
        gathered = shape["properties"].pop(cls.gathers)
        shape["additionalProperties"] = gathered.get("additionalProperties", True)
        shape["required"] = [key for key in shape.get("required", []) if key != cls.gathers]
        return shape


def kind_of(value: Any) -> str:
    """Name the kind of YAML node in words."""
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a text"


def _unknown_key(key: str, known: tuple[str, ...], near: str) -> InitErrorDetails:
    error = wrong("unknown-key", f"unknown key `{key}`", listed(known, 40), near, key=True)
    return InitErrorDetails(type=error, loc=(key,), input=key)


def _again(error: ValidationError) -> list[InitErrorDetails]:
    return [
        InitErrorDetails(type=_custom(found), loc=found["loc"], input=found["input"])
        for found in error.errors(include_url=False)
    ]


def _custom(found: Any) -> PydanticCustomError:
    context = found.get("ctx", {})
    if "at_key" in context:
        return PydanticCustomError(found["type"], "{message}", context)
    return PydanticCustomError(found["type"], "{message}", {"message": found["msg"]})
