"""The shell: ``berakhlak COMMAND``. It parses, calls and prints; nothing is computed here."""

from berakhlak_stats.cli.app import main

__all__ = ["main"]
