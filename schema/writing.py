"""From a study back to YAML: what was written, in one layout, and nothing that was inherited."""

import yaml

from schema.study import Study


def dump(study: Study) -> str:
    """Return the record as YAML that reads back as the same study."""
    data = study.model_dump(by_alias=True, exclude_unset=True)
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    return text
