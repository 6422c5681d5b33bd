"""Bundled files are found where they are, or missed in plain words."""

from __future__ import annotations

import pytest

from berakhlak_stats.errors import FileError, OptionError
from berakhlak_stats.simulate import available, bundled
from berakhlak_stats.simulate.bundled import FILES, _folders


def test_every_file_is_there():
    for name in available():
        assert bundled(name).is_file()
        assert bundled(name.replace("_", "-")) == bundled(name)


def test_unknown_names_list_the_choices():
    with pytest.raises(OptionError, match="kapuas_2022"):
        bundled("kapuas_1922")


def test_a_package_without_its_data_says_how_to_mend_it(monkeypatch):
    monkeypatch.setitem(FILES, "lost", "lost.csv")
    with pytest.raises(FileError, match=r"E140.*simulate data"):
        bundled("lost")


def test_the_installed_package_is_looked_at_first():
    first, second = _folders()
    assert first.parent.name == "berakhlak_stats"
    assert second.name == "data"
