"""How much a file may hold before it is refused rather than read."""

from __future__ import annotations

from dataclasses import dataclass

from berakhlak_stats.errors import Bilingual, make_error

_MEGABYTE = 1024**2
MOST_ROWS = 1_048_576
"""Rows of a full sheet, header included."""
MOST_COLUMNS = 16_384
"""Columns of a full sheet; a damaged header may have hundreds of thousands."""


@dataclass(frozen=True)
class ReadLimits:
    """Bounds that keep a hostile file from filling the memory. The defaults fit real surveys.

    Attributes
    ----------
    members : int
        Files inside a workbook.
    inflated : int
        Bytes of all files inside a workbook, unpacked.
    ratio : int
        Unpacked to packed bytes of a whole workbook; real ones stay below 30.
    member_ratio : int
        The same of one file inside it.
    ratio_from : int
        Unpacked bytes below which no ratio is looked at.
    cell : int
        Characters of one cell of a workbook; a spreadsheet itself allows 32,767.
    cells : int
        Rows times columns of one table.
    sparse_from : int
        Cells below which a table may be as empty as it likes.
    sparse_ratio : int
        Cells of the table per cell (in packed formats, per byte) that is really there.

    Examples
    --------
    >>> ReadLimits(inflated=100 * 1024**2).members
    2000
    """

    members: int = 2_000
    inflated: int = 2 * 1024 * _MEGABYTE
    ratio: int = 100
    member_ratio: int = 200
    ratio_from: int = 10 * _MEGABYTE
    cell: int = _MEGABYTE
    cells: int = 500_000_000
    sparse_from: int = 10_000_000
    sparse_ratio: int = 50

    def too_sparse(self, cells: int, there: int) -> bool:
        """Whether a table claims far more cells than the file can hold."""
        if cells > self.cells:
            return True
        return cells > self.sparse_from and cells > self.sparse_ratio * max(there, 1)

    def refuse_too_sparse(self, source: str, rows: int, columns: int, packed: int) -> None:
        """Refuse a file of ``packed`` bytes that claims a table it cannot hold (E119)."""
        if self.too_sparse(rows * columns, packed):
            why = Bilingual(
                f"{packed} byte menyatakan diri {rows} × {columns} sel",
                f"{packed} bytes claim to be {rows} × {columns} cells",
            )
            raise make_error("E119", place=source, name=source, why=why)
