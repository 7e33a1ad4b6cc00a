"""The steps of treatment of the groups of a study as a figure, where a group has more than one."""

from collections.abc import Callable, Sequence

from kb.models.groups import Group, Step
from kb.publish.figures import sequence as drawing
from kb.publish.parts.participants import size
from kb.publish.parts.shapes import Figure
from kb.publish.parts.words import sentence

TITLE = "Treatment in order"


def sequence_figure(groups: Sequence[Group], treatment: Callable[[str], str]) -> Figure | None:
    """Return the groups that state a treatment of their own; None where no order is stated.

    Nothing is concluded: groups without steps, and what came before, are not in the figure.
    """
    own = [group for group in groups if group.steps and group.steps_of == group.id]
    if all(len(group.steps) < 2 for group in own):
        return None
    rows = tuple(_row(group, treatment) for group in own)
    drawn = drawing.draw_sequence(drawing.Sequence("sequence", TITLE, rows))
    return {
        "name": "sequence",
        "title": TITLE,
        "wide": drawn.wide,
        "narrow": drawn.narrow,
        "family": "characteristic",
    }


def _row(group: Group, treatment: Callable[[str], str]) -> drawing.SequenceRow:
    external = " (external control)" if group.kind == "external" else ""
    steps = tuple(_step(step, treatment) for step in group.steps)
    return drawing.SequenceRow(group.label + external, size(group), steps, group.post_baseline)


def _step(step: Step, treatment: Callable[[str], str]) -> drawing.SequenceStep:
    options = [" + ".join(map(treatment, option)) for option in step.options]
    named = (
        (step.line, "line: {}"),
        (step.intent, "{}"),
        (step.dose, "{}"),
        (step.cycles, "cycles: {}"),
        (step.taken, "taken by {}"),
    )
    more = tuple(form.format(said) for said, form in named if said)
    return drawing.SequenceStep(sentence(" or ".join(options)), more)
