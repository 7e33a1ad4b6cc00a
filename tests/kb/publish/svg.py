"""Reading a drawn figure back."""

from xml.etree import ElementTree as ET

from kb.publish.figures.common import Svg

NS = "{http://www.w3.org/2000/svg}"


def read(svg: Svg) -> ET.Element:
    """The root element; our own output, though made from hostile text."""
    return ET.fromstring(svg)  # noqa: S314


def parts(svg: Svg, kind: str, class_: str | None = None) -> list[ET.Element]:
    """Elements of a kind, without the background."""
    found = [part for part in read(svg).iter(NS + kind) if part.get("class") != "f-paper"]
    return [part for part in found if class_ is None or part.get("class") == class_]


def words(svg: Svg) -> list[str]:
    """Every line of text, in the order it is drawn."""
    return ["".join(part.itertext()) for part in parts(svg, "text")]


def middle(box: ET.Element) -> float:
    """Horizontal centre of a rectangle."""
    return float(box.attrib["x"]) + float(box.attrib["width"]) / 2
