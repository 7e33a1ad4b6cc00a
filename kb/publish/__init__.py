"""The site: figures, page bodies and what MkDocs needs to publish them.

ProperDocs continues MkDocs 1 and answers to its names: where it is installed instead, it is used.
"""

from importlib import import_module
from importlib.util import find_spec

if find_spec("mkdocs") is None and find_spec("properdocs") is not None:
    import_module("properdocs.replacement")
