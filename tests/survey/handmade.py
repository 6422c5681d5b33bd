"""Files as an office makes them by hand: titles of its own, and persons in every row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from berakhlak_stats.instrument import load_instrument

NUMBERED = ("Kata pribadi", "Kata saat ini", "Kata harapan")
PERSON = "Mardiana Kristina"


def picks(person: int, moved: int = 0) -> list[str]:
    """Ten words of the survey by their Indonesian labels, others for every person."""
    words = [word.label.id for word in load_instrument("berakhlak-2022").words]
    return [words[(7 * person + moved + place) % len(words)] for place in range(10)]


def nip(person: int) -> str:
    """A number of the shape of a NIP, of nobody."""
    return f"1976052{person % 10} 200802 1 {person + 1:03d}"


def numbered_rows(stems: Sequence[str] = NUMBERED, n: int = 12) -> list[list[str]]:
    """A header and persons who picked ten words for each of three questions, one per column."""
    head = ["No", "Nama", "NIP", "Unit Kerja"]
    head += [f"{stem} {place}" for stem in stems for place in range(1, 11)] + ["Bobot"]
    rows = [
        [
            *(str(i + 1), f"{PERSON} {chr(65 + i)}", nip(i), f"Dinas {'AB'[i % 2]}"),
            *(*picks(i), *picks(i, 20), *picks(i, 40), f"1,{i + 10}"),
        ]
        for i in range(n)
    ]
    return [head, *rows]


def delimited_rows(titles: Sequence[str], n: int = 12) -> list[list[str]]:
    """The same with all ten words of a question in one cell."""
    head = ["No", "Nama", "Unit", *titles, "Saran"]
    rows = [
        [
            *(str(i + 1), f"{PERSON} {chr(65 + i)}", f"Dinas {'AB'[i % 2]}"),
            *(", ".join(picks(i, 20 * place)) for place in range(len(titles))),
            f"Semoga makin baik lagi, usul nomor {i}",
        ]
        for i in range(n)
    ]
    return [head, *rows]


def as_csv(folder: Path, rows: Sequence[Sequence[str]], top: str = "") -> Path:
    """A semicolon file with a byte order mark, as Excel writes it in Indonesia."""
    path = folder / "jawaban pegawai.csv"
    body = "".join(";".join(row) + "\n" for row in rows)
    path.write_text(top + body, encoding="utf-8-sig")
    return path


def as_xlsx(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    """One sheet of a workbook."""
    import xlsxwriter

    path = folder / "jawaban.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Jawaban")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return path
