"""Where the bundled synthetic files are, in an installed package and in a checkout."""

from __future__ import annotations

from pathlib import Path

from berakhlak_stats.errors import make_error

# Name and file of every bundled survey; the frames are listed beside their survey.
FILES = {
    "kapuas_2022": "kapuas_2022.csv",
    "kapuas_2022_frame": "kapuas_2022_frame.csv",
    "kapuas_2022_margins": "kapuas_2022_margins.csv",
    "kalteng_2022": "kalteng_2022.csv",
    "kemendikbudristek_2022": "kemendikbudristek_2022.parquet",
    "national_2022": "national_2022.parquet",
    "national_2022_frame": "national_2022_frame.csv",
    "rating_2022": "rating_2022.csv",
}


def available() -> tuple[str, ...]:
    """Names of the bundled files.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> "kapuas_2022" in available()
    True
    """
    return tuple(FILES)


def bundled(name: str) -> Path:
    """Path of a bundled synthetic file.

    Parameters
    ----------
    name : str
        One of :func:`available`; ``-`` and ``_`` are the same.

    Returns
    -------
    Path

    Raises
    ------
    OptionError
        E701 where there is no such file.
    FileError
        E140 where the package was installed without its data.

    Examples
    --------
    >>> bundled("kapuas-2022").name
    'kapuas_2022.csv'
    """
    wanted = name.replace("-", "_")
    if wanted not in FILES:
        raise make_error("E701", name="bundled", given=name, choices=", ".join(FILES))
    for folder in _folders():
        if (folder / FILES[wanted]).is_file():
            return folder / FILES[wanted]
    raise make_error("E140", place=FILES[wanted], name=wanted)


def _folders() -> tuple[Path, ...]:
    """Inside an installed package, then beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    return package / "bundled", package.parent / "data"
