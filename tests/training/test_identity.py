from __future__ import annotations

from berakhlak_stats.training.identity import DEMONSTRATION, new_salt, plain_name, seed_of


def test_names_are_told_apart_by_letters_and_digits() -> None:
    assert plain_name(" Siti  Aminah") == plain_name("siti aminah") != plain_name("Siti Amina")


def test_salts_differ_but_for_the_demonstration() -> None:
    assert new_salt("sari") != new_salt("sari")
    assert new_salt(DEMONSTRATION) == new_salt(DEMONSTRATION)
    assert len(bytes.fromhex(new_salt("sari"))) == 16


def test_seeds_follow_from_salt_name_and_purpose() -> None:
    seeds = {
        seed_of(salt, name, purpose)
        for salt in ("00", "01")
        for name in ("sari", "budi")
        for purpose in ("03 survey", "03 size")
    }
    assert len(seeds) == 8
    assert all(0 <= seed < 2**63 for seed in seeds)
