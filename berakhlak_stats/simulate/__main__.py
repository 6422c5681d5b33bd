"""Remake what ships with the package.

``python -m berakhlak_stats.simulate data --out data`` writes the bundled files;
``python -m berakhlak_stats.simulate calibrate`` tunes the log-weights behind them, which is
needed only after a profile or the word list has changed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from berakhlak_stats.files import atomic_write
from berakhlak_stats.simulate.bundle import write_bundle
from berakhlak_stats.simulate.profile import load_profile, profile_spec, profiles


def main(arguments: list[str] | None = None) -> int:
    """Run one of the two commands; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m berakhlak_stats.simulate", description=__doc__)
    parser.add_argument("command", choices=["data", "calibrate"])
    parser.add_argument("names", nargs="*", help="profiles; all when none is named")
    parser.add_argument("--out", type=Path, default=Path("data"), help="folder of the files")
    options = parser.parse_args(arguments)
    for name in options.names or profiles():
        for path in _run(options.command, name, options.out):
            print(path)
    return 0


def _run(command: str, name: str, out: Path) -> list[Path]:
    if command == "data":
        out.mkdir(parents=True, exist_ok=True)
        return write_bundle(name, out)
    return _calibrate(name)


def _calibrate(name: str) -> list[Path]:
    from berakhlak_stats.simulate.calibrate import calibrate, stored

    profile = load_profile(name)
    if profile.ratings:
        return []
    from berakhlak_stats.instrument import load_instrument

    lists = calibrate(profile)
    path = Path(__file__).parent / "profiles" / f"{profile.name}.json"
    text = json.dumps(stored(lists, load_instrument(profile.instrument)), indent=1)
    with atomic_write(path) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8")
    profile_spec(name)
    return [path]


if __name__ == "__main__":
    sys.exit(main())
