"""The same event in other words is one incident, and what only looks like it is not: invented reports, each set told as differently as
desks tell it, with events of the same kind, place or day beside them.
"""

import json
from datetime import UTC, datetime

import pytest

import sitrep

# key: (day of publication, headline, text); a key's letters before the number say of which event it is.
REPORTS = {
    # One strait's closing, six desks.
    "strait1": ("2024-05-14", "Iran closes Strait of Hormuz to all shipping",
        "Iran closed the Strait of Hormuz to all shipping on Tuesday, the Revolutionary Guards said in a statement. No vessel would pass until "
        "further notice, it said."),
    "strait2": ("2024-05-14", "Hormuz shut: tankers turned back on order from Tehran",
        "Patrol boats turned back at least nine tankers at the mouth of the Gulf on Tuesday after Tehran ordered the Strait of Hormuz shut. "
        "A ship's master said the order came by radio at dawn."),
    "strait3": ("2024-05-14", "Tehran blocks the world's most important oil passage",
        "A fifth of the world's oil has to go through the Strait of Hormuz, and since Tuesday morning none does. Iran's Revolutionary Guards have "
        "blocked the passage, state television said."),
    "strait4": ("2024-05-15", "Oil leaps 12 percent as Iran bars ships from Hormuz",
        "Oil rose 12 percent on Wednesday, a day after Iran barred all ships from the Strait of Hormuz. Traders said that no tanker had "
        "passed since."),
    "strait5": ("2024-05-14", "Guards announce closure of Hormuz strait until further notice",
        "The naval commander of Iran's Revolutionary Guards announced the closure of the Strait of Hormuz on Tuesday. Foreign warships were "
        "warned to keep away."),
    "strait6": ("2024-05-15", "Nothing moves through Hormuz, shipowners say, after Iranian ban",
        "Shipowners said on Wednesday that not one vessel had gone through the Strait of Hormuz since Iran closed it on Tuesday. More than sixty "
        "tankers lie at anchor off Fujairah."),
    # Not that: a threat two months before, another strait on the same day, a ship aground in a third.
    "threat1": ("2024-03-11", "Iran threatens to close Hormuz if sanctions stay",
        "Iran will close the Strait of Hormuz if sanctions on its oil are not lifted, a deputy minister said on Monday in Tehran."),
    "bosporus1": ("2024-05-14", "Bosporus closed to tankers as fog settles over Istanbul",
        "Turkey closed the Bosporus to tankers on Tuesday because of thick fog, the coastal safety authority said in Istanbul."),
    "malacca1": ("2024-05-14", "Bulk carrier aground in Malacca Strait holds up traffic",
        "A bulk carrier ran aground in the Strait of Malacca on Tuesday and held up ships for six hours, the port authority of Singapore said."),
    # One convoy, three desks.
    "convoy1": ("2024-06-20", "Four drivers killed in attack on aid convoy near Goma",
        "Gunmen attacked an aid convoy near Goma on Thursday and killed four drivers, the governor of North Kivu said."),
    "convoy2": ("2024-06-20", "UN food trucks ambushed outside Goma",
        "Trucks with food of the World Food Programme were ambushed on Thursday on the road from Goma to Sake. Four drivers died, a colleague who "
        "escaped said."),
    "convoy3": ("2024-06-21", "Relief column comes under fire in eastern Congo, four dead",
        "Four people died on Thursday when a relief column came under fire on its way out of Goma, the Red Cross said on Friday. It has halted "
        "deliveries to Sake."),
    # Not that: the same road a month before, another convoy in another province on that day.
    "earlier1": ("2024-05-18", "Aid convoy shot at near Goma, two guards hurt",
        "Two guards were hurt on Friday when gunmen shot at an aid convoy near Goma, the governor of North Kivu said."),
    "army1": ("2024-06-20", "Seven soldiers killed in ambush on army convoy near Bunia",
        "Fighters ambushed an army convoy near Bunia on Thursday and killed seven soldiers, a colonel said."),
    # No type of PLOVER: a ferry that sank, three desks; another ferry two weeks later; a ferry of that day that only broke down.
    "ferry1": ("2024-08-05", "Ferry sinks off Zamboanga, 31 drown",
        "The ferry Santa Lucia sank off Zamboanga on Sunday night and 31 people drowned, the coast guard said on Monday."),
    "ferry2": ("2024-08-05", "Thirty-one dead after overloaded boat goes down in southern Philippines",
        "At least 31 passengers died when the Santa Lucia went down in high waves on Sunday near Zamboanga, the coast guard said. She carried twice "
        "the number allowed."),
    "ferry3": ("2024-08-06", "Divers search Santa Lucia wreck near Zamboanga",
        "Divers searched the wreck of the Santa Lucia on Tuesday, two days after the ferry sank near Zamboanga with the loss of 31 lives."),
    "other-ferry1": ("2024-08-19", "Eleven drown as ferry capsizes near Cebu",
        "Eleven people drowned on Sunday when the ferry Star of Bohol capsized near Cebu, the coast guard said on Monday."),
    "broken-ferry1": ("2024-08-05", "Passengers of stranded ferry spend night at sea near Manila",
        "Ninety passengers spent Sunday night at sea near Manila after the engine of the ferry Golden Dawn failed. None was hurt, the coast guard "
        "said."),
    # Two title fights of one champion, undated, in the same words.
    "fight-a1": (None, "Varga stops Okello in ninth to keep title",
        "Tamas Varga stopped Joseph Okello in the ninth round on Saturday to keep his world title."),
    "fight-a2": (None, "Okello no match for champion Varga",
        "Champion Tamas Varga needed nine rounds to beat Joseph Okello of Uganda in Budapest on Saturday night. Okello was down twice."),
    "fight-a3": (None, "Varga retains belt with knockout of Ugandan",
        "A left hook in round nine ended the challenge of Joseph Okello on Saturday, and Tamas Varga retained his world heavyweight belt in Budapest."),
    "fight-b1": (None, "Varga outpoints Lindqvist to keep title",
        "Tamas Varga beat Nils Lindqvist on points on Friday to keep his world title."),
    "fight-b2": (None, "Lindqvist goes the distance but champion Varga wins",
        "Champion Tamas Varga needed all twelve rounds to beat Nils Lindqvist of Sweden in Hamburg on Friday night. Two judges had it 116-112."),
    "fight-b3": (None, "Varga retains belt on points against Swede",
        "Twelve hard rounds with Nils Lindqvist left Tamas Varga with a cut and with his world heavyweight belt in Hamburg on Friday."),
    # Further sets, not looked at while the weights were set: a bridge, a coup, a silo, teachers abducted and freed, two launches of one maker.
    "bridge1": ("2024-02-06", "Bridge at Tenmore collapses, nine cars in the river",
        "A road bridge at Tenmore in Ghana fell on Tuesday and nine cars went into the river, police said. Six people are missing."),
    "bridge2": ("2024-02-06", "Six missing after span gives way over Pra river",
        "Divers looked for six people on Tuesday after the old span over the Pra gave way in the morning rush, the fire service said."),
    'bridge3': ('2024-02-07', 'Ghana orders inquiry after collapse into Pra',
        "The president of Ghana ordered an inquiry on Wednesday into Tuesday's fall of the bridge over the Pra, in which six people went missing."),
    "opening1": ("2024-02-06", "Kenya opens Likoni bridge after nine years",
        "Kenya opened the bridge at Likoni in Mombasa on Tuesday, nine years after work began, the transport ministry said."),
    'coup1': ('2024-07-03', 'Soldiers seize power in Niger capital',
        "Soldiers seized the palace in Niamey on Wednesday and said that they had taken power. The president's whereabouts were unknown."),
    'coup2': ('2024-07-03', 'Niger army says president deposed, borders shut',
        "A colonel read a statement on Niger's state television on Wednesday that the president had been deposed and the borders were shut."),
    "coup3": ("2024-07-04", "African Union condemns coup in Niger",
        "The African Union condemned the coup in Niger on Thursday and asked the soldiers who took power on Wednesday to free the president."),
    "plot1": ("2024-07-03", "Mali court jails six for coup plot",
        "A court in Bamako jailed six officers on Wednesday for plotting a coup in 2022, their lawyer said."),
    "port1": ("2024-09-10", "Blast at Izmir port kills five dockers",
        "An explosion in a grain silo at the port of Izmir killed five dockers on Tuesday, the governor said."),
    "port2": ("2024-09-10", "Five dead as silo explodes in western Turkey",
        "Five workers died when dust in a silo exploded in Izmir on Tuesday. Windows broke two streets away, the mayor said."),
    "market1": ("2024-09-10", "Bomb at market in Diyarbakir kills five",
        "A bomb killed five people at a market in Diyarbakir on Tuesday, the governor said. Nobody claimed it."),
    "hostage1": ("2024-10-22", "Gunmen take eleven teachers from school in Kaduna",
        "Gunmen took eleven teachers from a school in Kaduna before dawn on Tuesday, the police said."),
    "hostage2": ("2024-10-23", "Nigeria searches forests for abducted teachers",
        "Soldiers searched forests in Kaduna on Wednesday for eleven teachers whom gunmen had abducted from their school a day before."),
    "freed1": ("2024-11-05", "Kaduna teachers freed after two weeks",
        "The eleven teachers who were abducted from a school in Kaduna on 22 October were freed on Monday, the governor said."),
    "pupils1": ("2024-10-24", "Gunmen abduct thirty pupils in Zamfara",
        "Gunmen abducted thirty pupils from a school in Zamfara on Thursday, the police said."),
    "van1": (None, "Norda unveils electric van with 400 km range",
        "Norda showed an electric van that goes 400 kilometres on a charge. It will cost 38,000 euros, the maker said on Monday in Turin."),
    "van2": (None, "Van without exhaust from Norda to sell at 38,000 euros",
        "The van that Norda showed in Turin on Monday has a battery for 400 kilometres and costs 38,000 euros."),
    "bus1": (None, "Norda unveils electric bus for city lines",
        "Norda showed an electric bus for city lines on Thursday in Graz. It seats 60 and will cost 310,000 euros, the maker said."),
    'bus2': (None, "Norda's battery bus to cost 310,000 euros",
        'A bus for 60 passengers that runs on batteries was shown by Norda in Graz on Thursday. Its price is 310,000 euros.'),
}  # fmt: skip
EVENTS = ("strait", "convoy", "ferry", "fight-a", "fight-b", "bridge", "coup", "port", "hostage", "van", "bus")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The incident that each report is chiefly of."""
    where = tmp_path_factory.mktemp("words")
    lines = (
        {"key": key, "outlet": f"Desk {number}", "published": published, "title": title, "text": text, "language": "en"}
        for number, (key, (published, title, text)) in enumerate(REPORTS.items())
    )
    source = where / "reports.jsonl"
    source.write_text("\n".join(json.dumps({name: value for name, value in line.items() if value}) for line in lines), encoding="utf-8")
    with sitrep.open(str(where / "words.db"), now=datetime(2024, 9, 1, tzinfo=UTC)) as pipeline:
        for _ in pipeline.run([str(source)]):
            pass
        return {report.key.split("#")[-1]: one.id for one in pipeline.report().incidents for report in one.reports if report.main}


def event(key):
    return key.rstrip("0123456789")


@pytest.mark.parametrize("name", EVENTS)
def test_one_event_in_other_words_is_one_incident(home, name):
    assert len({home[key] for key in REPORTS if event(key) == name}) == 1, {key: home[key] for key in REPORTS if event(key) == name}


def test_events_that_look_alike_stay_apart(home):
    together = {
        (first, second)
        for first in REPORTS
        for second in REPORTS
        if first < second and event(first) != event(second) and home[first] == home[second]
    }
    assert not together
