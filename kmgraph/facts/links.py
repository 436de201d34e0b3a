"""Relations that a sentence states between two mentions, by the rules of each type in their order."""

from __future__ import annotations

from kmgraph.facts.bodies import find_bodies
from kmgraph.facts.branches import figure_of_branch, figure_of_topic, find_branches
from kmgraph.facts.kinship import Kinship, kinship_of
from kmgraph.facts.locations import find_locations
from kmgraph.facts.mention_link import MentionLink
from kmgraph.facts.places import place_of
from kmgraph.facts.scene import Scene, scenes
from kmgraph.facts.support_model import second_opinion
from kmgraph.facts.supports import find_supports
from kmgraph.mentions.mention import Mentions
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document

__all__ = ["MentionLink", "find_links"]


def find_links(
    document: Document, mentions: Mentions, vocabulary: Vocabulary, *, rules_alone: bool = False
) -> tuple[MentionLink, ...]:
    """Find the relations that the document's sentences state between their mentions, in the text's order.

    `rules_alone` leaves out the learned second opinion on what supports a goal.
    """
    place = place_of(document.place, vocabulary)
    home = place.notation if place else None
    kinship = kinship_of(vocabulary)
    return tuple(link for scene in scenes(document, mentions) for link in _links_of(scene, home, kinship, rules_alone))


def _links_of(scene: Scene, home: str | None, kinship: Kinship, rules_alone: bool) -> list[MentionLink]:
    """The links of one matter. What a figure measures comes first: goals and projects take their branches from there."""
    measured = list(figure_of_branch(scene))
    drawn = list(find_supports(scene, measured, kinship))
    supports = drawn if rules_alone else list(second_opinion(scene, drawn, kinship))
    return [
        *supports,
        *measured,
        *figure_of_topic(scene, measured),
        *find_branches(scene, drawn, measured, kinship),  # what may not lead to a goal can still be of its branch
        *find_locations(scene, home),
        *find_bodies(scene),
    ]
