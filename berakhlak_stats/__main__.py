"""``python -m berakhlak_stats`` is the same as ``berakhlak``."""

from berakhlak_stats.cli import main

if __name__ == "__main__":
    main()
