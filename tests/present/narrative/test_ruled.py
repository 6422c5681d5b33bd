from __future__ import annotations

import re

import berakhlak_stats as bs
from berakhlak_stats.present.narrative.ruled import ruled_sentences
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.rows import overall


def test_rows_with_one_verdict_share_a_sentence() -> None:
    survey = bs.simulate.simulate("rating-2022", seed=1, n=400)
    result = bs.reliability.cronbach_alpha(survey)
    writer = Writer(result, "en")
    said = ruled_sentences(writer, overall(writer.rows))
    readings = list(bs.interpret.interpret(result))
    assert len(said) == len({each.verdict("en") for each in readings}) < len(readings)
    for sentence in said:
        claim = sentence.claim
        members = [
            each.item
            for each in readings
            if re.search(rf"(rated:|rated as|lies|lie) {each.verdict('en')}[.:]", str(sentence))
        ]
        assert members
        told = str(sentence).lower()
        assert all(writer.labels.short(item).lower() in told for item in members)
        between = claim.template_id.startswith("claim.ruled_between")
        assert claim.verb_level == ("between_bands" if between else "one_band")
        assert "Cicchetti (1994)" in claim.subjects


def test_no_rule_no_sentence() -> None:
    writer = Writer(bs.indices.implementation(bs.simulate.simulate(seed=1)), "id")
    assert ruled_sentences(writer, writer.rows) == []
