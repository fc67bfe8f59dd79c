"""What an incident without a headline is called: what happened, by whom, where and when, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sitrep.compare.parties import state_of
from sitrep.compare.states import state_name
from sitrep.records import Event, EventType, Party

# PLOVER's types, and under them the modes that a heading names more closely.
_TYPES = {
    EventType.AGREE: "Agreement or promise",
    EventType.CONSULT: "Talks",
    EventType.SUPPORT: "Words of support",
    EventType.CONCEDE: "Concession",
    EventType.COOPERATE: "Cooperation",
    EventType.AID: "Aid",
    EventType.RETREAT: "Withdrawal or release",
    EventType.REQUEST: "Demand",
    EventType.ACCUSE: "Accusation",
    EventType.REJECT: "Refusal",
    EventType.THREATEN: "Threat",
    EventType.PROTEST: "Protest",
    EventType.SANCTION: "Sanctions",
    EventType.MOBILIZE: "Deployment of forces",
    EventType.COERCE: "Measures of force short of attack",
    EventType.ASSAULT: "Attack",
}
_MODES = {
    (EventType.CONSULT, "visit"): "Visit",
    (EventType.RETREAT, "withdraw"): "Withdrawal",
    (EventType.RETREAT, "release"): "Release",
    (EventType.RETREAT, "return"): "Return",
    (EventType.RETREAT, "disarm"): "Disarmament",
    (EventType.RETREAT, "ceasefire"): "Ceasefire",
    (EventType.RETREAT, "access"): "Opening of access",
    (EventType.RETREAT, "resign"): "Resignation",
    (EventType.ACCUSE, "investigate"): "Investigation",
    (EventType.PROTEST, "demo"): "Demonstration",
    (EventType.PROTEST, "riot"): "Riot",
    (EventType.PROTEST, "strike"): "Strike",
    (EventType.PROTEST, "hunger"): "Hunger strike",
    (EventType.PROTEST, "boycott"): "Boycott",
    (EventType.PROTEST, "obstruct"): "Blockade by protesters",
    (EventType.SANCTION, "convict"): "Conviction",
    (EventType.SANCTION, "expel"): "Expulsion",
    (EventType.MOBILIZE, "weapons"): "Deployment of weapons",
    (EventType.COERCE, "arrest"): "Arrests",
    (EventType.COERCE, "seize"): "Seizure",
    (EventType.COERCE, "curfew"): "Curfew",
    (EventType.COERCE, "ban"): "Ban",
    (EventType.COERCE, "censor"): "Censorship",
    (EventType.COERCE, "deport"): "Deportation",
    (EventType.COERCE, "restrict"): "Restrictions",
    (EventType.COERCE, "withhold"): "Withholding of supplies",
    (EventType.COERCE, "cyber"): "Attack on computers",
    (EventType.ASSAULT, "abduct"): "Abduction",
    (EventType.ASSAULT, "aerial"): "Air attack",
    (EventType.ASSAULT, "drone"): "Drone attack",
    (EventType.ASSAULT, "assassinate"): "Assassination",
    (EventType.ASSAULT, "beat"): "Beating",
    (EventType.ASSAULT, "destroy"): "Destruction",
    (EventType.ASSAULT, "execute"): "Execution",
    (EventType.ASSAULT, "explosives"): "Bombing",
    (EventType.ASSAULT, "firearms"): "Shooting",
    (EventType.ASSAULT, "heavy-weapons"): "Shelling",
    (EventType.ASSAULT, "massacre"): "Massacre",
    (EventType.ASSAULT, "suicide-attack"): "Suicide attack",
    (EventType.ASSAULT, "torture"): "Torture",
    (EventType.ASSAULT, "cleansing"): "Expulsion of inhabitants",
    (EventType.ASSAULT, "sexual"): "Sexual violence",
}


def _called(party: Party) -> str | None:
    """The name of a party; of a state's government and forces without one ("Russian jets") the state's."""
    state = state_of(party.span.text, party, None)
    return party.name or (state_name(state) if state else None)


def heading(kind: EventType | None, events: Sequence[Event], place: str | None, start: str | None) -> str:
    """A heading for what happened: by the mode that most events of this type have, with the one actor that they name, place and day."""
    own = [event for event in events if event.type is kind]
    modes = Counter(event.mode for event in own if event.mode)
    mode = min(modes, key=lambda one: (-modes[one], one)) if modes else None
    what = "Report" if kind is None else _MODES.get((kind, mode or ""), _TYPES[kind])
    names = {name for event in own for party in event.actors if (name := _called(party))}
    who = f" by {next(iter(names))}" if len(names) == 1 else ""
    return what + who + (f" in {place}" if place else "") + (f" on {start}" if start else "")
