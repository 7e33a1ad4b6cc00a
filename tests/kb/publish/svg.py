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


# Widths of characters of regular Source Sans 3 in hundredths of the size of the font, rounded up.
_WIDTHS = {
    20: " \xa0",
    25: "',.:;ijl|I",
    30: "!f()[]{}-",
    35: "t/\\r",
    43: '*?sz"',
    48: "xcvyJY",
    50: "FLk0123456789#$+<=>^_aeg~§",
    53: "ESVX",
    56: "ATZ`houbdnpqµ",
    59: "CPRKB",
    64: "&DGU",
    66: "HNOQ",
    73: "wM",
    85: "W%m@",
}
_WIDTH = {letter: width / 100 for width, letters in _WIDTHS.items() for letter in letters}
BOLD = 1.05  # how much wider letters of headings are

Box = tuple[float, float, float, float]


def extent(part: ET.Element) -> Box:
    """Left, top, right and bottom of a line of text, as wide as the font of the site makes it."""
    size = float(part.get("font-size", "14"))
    bold = BOLD if part.get("font-weight") == "600" else 1
    width = sum(_WIDTH.get(letter, 0.85) for letter in part.text or "") * size * bold
    share = {"middle": 0.5, "end": 1.0}.get(part.get("text-anchor", "start"), 0.0)
    left, y = float(part.attrib["x"]) - share * width, float(part.attrib["y"])
    return left, y - 0.7 * size, left + width, y + 0.2 * size


def _meet(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across >= 0 < down


def flaws(svg: Svg) -> list[str]:
    """Texts that are cut at the edge, that lie over another text, or that a grid line crosses."""
    width, height = (float(part) for part in read(svg).attrib["viewBox"].split()[2:])
    drawn = [(part.text or "", extent(part)) for part in parts(svg, "text")]
    upright = [part for kind in ("f-grid", "f-ref") for part in parts(svg, "line", kind)]
    lines = [tuple(float(part.attrib[k]) for k in ("x1", "y1", "x2", "y2")) for part in upright]
    found = [
        f"cut: {words}"
        for words, (left, top, right, bottom) in drawn
        if left < 0 or top < 0 or right > width or bottom > height
    ]
    for index, (words, box) in enumerate(drawn):
        found += [f"{words} / {other}" for other, at in drawn[index + 1 :] if _meet(box, at)]
        found += [f"crossed: {words}" for line in lines if _meet(box, line)]  # type: ignore[arg-type]
    return found
