"""A proposal in the terminal: by stance, what alternatives offer, who moved, in 80 columns."""

from sitrep.compare import moves, timelines
from sitrep.proposal_lines import proposal_lines
from sitrep.records import HeldPosition, Holder, Proposal, Stance


def held(stance, date, **more):
    given = {
        "grounds": (),
        "key": "k",
        "document": date or "d",
        "statement": None,
        "holder": Holder(source=None, name="Anna Reed"),
        "who": "Anna Reed",
    }
    return HeldPosition(stance=stance, date=date, **(given | more))


def test_a_proposal_that_moved():
    positions = (
        held(
            Stance.OPPOSES,
            "2020-04-11",
            passage="“Never,” she said.\x1b[2J",
            outlet="Ulm Courier",
            grounds=("its army burned our mill " * 9,),
        ),
        held(Stance.PROPOSES, "2020-03-02T08:00:00+05:00", passage="Admit Zorvania, Anna Reed said."),
        held(Stance.ALTERNATIVE, None, text="a treaty of trade", but=("it takes years",), grounds=("it is cheap",), who="Bo Berg"),
    )
    proposal = Proposal(id="pr-1", text="admit Zorvania", positions=positions, timelines=timelines(positions), moves=moves(positions))
    lines = [line for line, _ in proposal_lines(proposal)]
    assert max(map(len, lines)) <= 80
    assert not any("\x1b" in line for line in lines)
    order = [
        "Proposal: admit Zorvania",
        "  proposed by Anna Reed, 2020-03-02   pr-1",
        "  proposes     Anna Reed  (k, 2020-03-02)",
        "  opposes      Anna Reed  (Ulm Courier, 2020-04-11)",
        "  alternative  Bo Berg  (k, date not known)",
        "      a treaty of trade",
        "      because: it is cheap",
        "      but: it takes years",
        "  moved: Anna Reed, proposes (2020-03-02) → opposes (2020-04-11)",
        "      Admit Zorvania, Anna Reed said.",
    ]
    assert [lines.index(line) for line in order] == sorted(lines.index(line) for line in order)
    assert lines[-1].startswith("      “Never,” she said.")


def test_records_that_say_less_are_shown_too():
    lines = [
        line for line, _ in proposal_lines(Proposal(id="pr-1", text="x", positions=(held(Stance.OPPOSES, None, holder=None, who=""),)))
    ]
    assert "  who proposed it is not known   pr-1" in lines
    assert "  opposes      the author  (k, date not known)" in lines
