"""From a study back to YAML: what was written, in one layout, and nothing that was inherited."""

from typing import Any

import yaml

from schema.study import Study


def dump(study: Study) -> str:
    """Return the record as YAML that reads back as the same study."""
    return as_yaml(plain(study))


def plain(study: Study) -> dict[str, Any]:
    """Return the record as mappings, lists and texts: what was written, in its shortest form."""
    data: dict[str, Any] = study.model_dump(by_alias=True, exclude_unset=True)
    return data


def as_yaml(data: dict[str, Any]) -> str:
    """Return plain data in the layout of records: one key to a line."""
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    return text
