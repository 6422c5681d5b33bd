"""The ledger."""

from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.narrative.claim import ledger_frame
from tests.present import fakes


def test_a_claim_holds_its_evidence() -> None:
    told = narrate(fakes.all_indices(), "id")
    claim = told.of_rule("lowest")[0].claim
    assert claim.subject == "Adaptif" and claim.statistic == "all_indices"
    assert (claim.value, claim.n, claim.family_size) == (41.7, 612, 6)
    assert claim.diff < 0 and claim.p_adjusted < 0.05 and claim.verb_level == "lower"
    assert claim.rule_fired == "lowest" and "data sintetis" in claim.caveats
    assert {"41.7", "16.2", "612"} <= set(claim.numbers)


def test_the_ledger_as_a_frame() -> None:
    told = narrate(fakes.word_gaps(), "en")
    frame = ledger_frame(told.ledger)
    assert list(frame["claim_id"]) == [claim.claim_id for claim in told.ledger]
    assert len(told) == len(list(told)) == len(frame) - 1
    assert {"template_id", "verb_level", "suppression_state", "caveats"} <= set(frame.columns)
    assert list(ledger_frame([]).columns) == list(frame.columns)
