"""A relation that a sentence states between two mentions."""

from __future__ import annotations

from dataclasses import dataclass

from kmgraph.facts.fact import Basis, LinkType
from kmgraph.mentions.mention import Mention
from kmgraph.text.document import Sentence


@dataclass(frozen=True, slots=True)
class MentionLink:
    """`source` -type-> `target`, as `sentence` says (stated) or as `rule` concludes from it (inferred)."""

    type: LinkType
    source: Mention
    target: Mention
    sentence: Sentence
    basis: Basis
    rule: str
