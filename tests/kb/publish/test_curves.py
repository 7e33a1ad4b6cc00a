"""Curves as they were read off, with the numbers at risk."""

import re
from dataclasses import replace

import pytest

from kb.publish.figures.curve import WIDE, CurveGroup, Curves, draw_curves
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.curves import curve_figures
from kb.publish.parts.shapes import Figure
from tests.kb.publish.svg import parts, read, words

GROUP = CurveGroup("Arm A", ((0, 100), (6, 80), (12, 50)), ((0, 40), (12, 18)))
CURVES = Curves("curve-os", "OS", "Overall survival", (GROUP,), False, True, "Digitised with care.")


def across(months: float, high: float) -> float:
    return WIDE.left + months / high * (WIDE.right - WIDE.left)


def test_a_digitised_curve_falls_in_steps_at_its_points() -> None:
    svg = draw_curves(CURVES).wide
    (path,) = parts(svg, "path")
    numbers = [float(each) for each in re.findall(r"[\d.]+", path.attrib["d"])]
    x0, top, x1, y1, x2, y2 = numbers
    assert [x0, x1, x2] == [pytest.approx(across(m, 15), abs=0.01) for m in (0, 6, 12)]
    assert [y1 - top, y2 - top] == [
        pytest.approx(WIDE.height * 0.2),
        pytest.approx(WIDE.height * 0.5),
    ]
    assert re.sub(r"[\d. ]+", "", path.attrib["d"]) == "MHVHV"  # across, then down: no slope


def test_numbers_at_risk_stand_under_their_times() -> None:
    for svg in (draw_curves(CURVES).wide, draw_curves(CURVES).narrow):
        places = {"".join(t.itertext()): float(t.attrib["x"]) for t in parts(svg, "text")}
        (path,) = parts(svg, "path")
        xs = [float(x) for x in re.findall(r"[MH]([\d.]+)", path.attrib["d"])]
        assert places["40"] == xs[0]
        assert places["18"] == pytest.approx(xs[2])
        assert "Number at risk" in words(svg)


def test_printed_points_are_not_joined() -> None:
    svg = draw_curves(replace(CURVES, digitised=False)).wide
    assert not parts(svg, "path")
    assert len(parts(svg, "rect", "f-fam")) == 3


def test_groups_look_different_without_colour() -> None:
    groups = (GROUP, replace(GROUP, label="Arm B"), replace(GROUP, label="Arm C"))
    svg = draw_curves(replace(CURVES, groups=groups)).wide
    dashes = [path.get("stroke-dasharray") for path in parts(svg, "path")]
    assert len(set(dashes)) == 3
    assert [text for text in words(svg) if text.startswith("Arm")][:3] == [
        "Arm A",
        "Arm B",
        "Arm C",
    ]


def test_fractions_have_an_axis_to_one() -> None:
    group = CurveGroup("A", ((0, 1), (6, 0.5)))
    said = words(draw_curves(replace(CURVES, groups=(group,))).wide)
    assert "0.8" in said
    assert "100%" not in said


def test_a_curve_needs_a_point() -> None:
    with pytest.raises(ValueError, match="no point"):
        draw_curves(replace(CURVES, groups=(CurveGroup("A", ()),)))


@pytest.fixture(scope="module")
def figures(alpha: StudyData) -> list[Figure]:
    study, measure = alpha.study, alpha.library.terms("measures")["os"]
    return curve_figures(measure, study.curves, alpha.endpoints, study.groups, alpha.names)


def test_the_invented_record_has_both_kinds(figures: list[Figure]) -> None:
    assert [(figure["name"], figure["title"]) for figure in figures] == [
        ("curve-os", "Overall survival: read off a printed curve"),
        ("curve-os-printed", "Overall survival: as printed"),
    ]
    digitised, printed = figures
    said = " ".join(words(digitised["wide"]))
    assert "Digitised, not printed: read off" in said
    assert "with plot digitiser." in said
    assert {"200", "120"} <= set(words(digitised["wide"]))
    assert parts(digitised["wide"], "path")
    assert not parts(printed["wide"], "path")
    assert "years" in " ".join(words(printed["wide"]))


def test_the_data_of_a_curve_are_a_table(figures: list[Figure]) -> None:
    assert figures[0]["table"]["rows"] == [
        ["Blinatumomab arm", "0 mo", "100", "200"],
        ["Blinatumomab arm", "6.0 mo", "61.2", "120"],
    ]
    assert figures[1]["table"]["rows"] == [["Chemotherapy arm", "1.50 y", "40.0", "not given"]]


def test_a_figure_says_what_it_is(figures: list[Figure]) -> None:
    root = read(figures[0]["wide"])
    assert root[0].text == "Overall survival: read off a printed curve"
    assert "2 points, the last 61.2 at 6 months" in (root[1].text or "")
