"""Administrative divisions and functional zones, read in the light of the report's own place.

西山 is a district in Kunming and nothing in Ningbo. What is marked lies outside of the report's own place or below it:
neither 昆明 nor 云南 in Kunming's own report.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kmgraph.mentions.gazetteer import Gazetteer, gazetteer, rank
from kmgraph.mentions.home import Nearness, home_of
from kmgraph.mentions.mention import DistrictName
from kmgraph.mentions.named_places import mention_of, named_places
from kmgraph.mentions.place_characters import one_character_names
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.mentions.zones import acting_zones, the_new_area, unlisted_zones, zones_cut_short
from kmgraph.text.document import Document

_PLAIN_ZONE = re.compile(r"高新(?:技术产业开发)?区|经开区|经济(?:技术)?开发区|综(?:合)?保(?:税)?区|开发区")


def find_districts(document: Document, vocabulary: Vocabulary) -> tuple[DistrictName, ...]:
    """Find the divisions and zones that a report names: 东川 in 东川港, 渝 in 渝昆高铁, 高新区, 上海 and 普陀区 in 上海普陀区.

    Divisions at county level and above and zones of the report's own city, and places outside of it; not the own place
    itself and not what it lies in. A division is the one that stood when the report was given: 神木县 in 2015.
    """
    places = gazetteer(vocabulary)
    home = home_of(document, places)
    text = document.text
    named = list(named_places(text, home, places))
    zones = list(unlisted_zones(text, home, named, places))
    # 鄂尔多斯 in 鄂尔多斯蒙苏经济开发区 is part of the zone's name, 浏阳 in 浏阳经开区 says where it is, and a province's 包头高新区 is in 包头
    outer = {zone.span.start: zone.span.end for zone in zones if zone.text.endswith("区") and not home.wide}
    named = [
        hit
        for hit in named
        if hit.span.end >= outer.get(hit.span.start, 0)
        or (rank(hit.place) == 3 and _PLAIN_ZONE.match(text, hit.span.end))
    ]
    spans = [*(zone.span for zone in zones), *(hit.span for hit in named if hit.sure)]
    found = [
        *(
            mention_of(text, hit.span, hit.place, "named_place")
            for hit in named
            if hit.sure and hit.nearness is not Nearness.SELF
        ),
        *zones,
        *acting_zones(text, home, spans, places),
        *zones_cut_short(text, zones, named, places),
        *the_new_area(text, home, named, zones, places),
        *(mention_of(text, span, place, rule) for span, place, rule in one_character_names(text, home, places)),
    ]
    then = (_as_of(mention, document.year, places) for mention in sorted(found, key=lambda mention: mention.span))
    return tuple(
        mention for mention in then if mention is not None and document.sentence_at(mention.span.start) is not None
    )


def _as_of(mention: DistrictName, year: int | None, places: Gazetteer) -> DistrictName | None:
    """The division that a name meant in the report's year, with its code and its name then; a zone is left as it is."""
    place = places.by_key.get(mention.concept)
    if place is None or place.notation is None:
        return mention
    then = places.as_of(place, mention.text, year)
    if then is None or then is place:
        return None if then is None else mention
    return replace(mention, code=then.notation, concept=then.key, name=then.label)
