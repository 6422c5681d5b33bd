"""Titles of real files, and whether they announce who answered."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from berakhlak_stats.survey import read_survey
from berakhlak_stats.survey.checks.identifier_titles import kind_by_title, may_name_persons
from berakhlak_stats.survey.checks.identifiers import spoken
from berakhlak_stats.survey.column_map.propose import propose_mapping
from berakhlak_stats.survey.mapping.cells import factorise
from tests.survey.helpers import pick_instrument

ANNOUNCED = {
    "nip": ("NIP", "nip_pegawai", "Nomor Induk Pegawai", "NIPBaru", "Nomor Induk Karyawan"),
    "nik": ("NIK (KTP)", "No. KTP", "NPWP"),
    "email": ("Alamat e-mail", "E-mail", "RecipientEmail", "Email Address", "Email2", "Surel"),
    "phone": ("No. HP / WA", "Mobile number", "phonenumber", "No HP", "Contact number"),
    "ip": ("IP Address", "IPAddress", "ipaddr"),
    "gps": ("_geolocation", "LocationLatitude", "lintang", "bujur", "_lokasi_longitude", "lat"),
    "address": ("Alamat rumah", "alamat", "Home address", "Alamat Domisili Saat Ini"),
    "birth": ("Tanggal Lahir", "tgl_lahir", "date of birth", "DateOfBirth", "Tempat Lahir", "TTL",
              "Tempat, Tanggal Lahir"),
    "staff": ("No Pegawai", "Nomor Pegawai", "ID Pegawai", "EmployeeID", "Staff No.", "ID Peserta"),
    "account": ("username", "_submitted_by", "User ID", "Diisi oleh"),
    "device": ("deviceid", "simserial", "SIM serial", "Device ID"),
    "reference": ("ExternalReference", "External Data Reference", "Custom Data 1", "token"),
    "response": ("ResponseId", "Response ID", "ID Responden", "No. Responden", "uuid"),
    "document": ("No. Karpeg", "NRP", "Nomor rekening"),
    "signature": ("Tanda tangan", "Foto diri", "Signature"),
    "name": ("Nama", "Nama Lengkap Anda", "Nama dan gelar", "Full name", "RecipientFirstName",
             "RecipientLastName", "nama_atasan", "namaAtasan", "Nama Atasan Langsung",
             "Nama Responden", "NAMA_PEGAWAI", "Nama Kepala Dinas", "Siapa nama Anda?",
             "Employee Name", "Manager's name", "Name of your supervisor", "First Name", "Name2",
             "Nama lengkap dan jabatan", "Nama Ibu Kandung"),
}  # fmt: skip
GROUPS = (
    *("nama_unit", "Nama OPD", "Nama Instansi", "Nama Jabatan", "NamaUnit", "Nama Satuan Kerja"),
    *("Nama Perangkat Daerah", "Nama lengkap unit kerja", "Nama dan Kode OPD", "Company name"),
    *("jenis pegawai", "status pegawai", "golongan", "jumlah pegawai", "Unit kerja atasan"),
    *("jabatan atasan langsung", "Jumlah anggota", "Kode OPD", "ID Perangkat Daerah"),
    *("Alamat kantor", "Tahun lahir", "Tanggal pengisian", "Mobile unit", "ipk", "hapus", "unik"),
    *("unit", "jabatan", "Department name", "Nama Diklat", "No", "pegawai", "Atasan langsung"),
)
PEOPLE = [f"{first} {last}" for first in ("Sari", "Budi", "Tono") for last in ("A.", "Wati, S.E.")]


@pytest.mark.parametrize(
    ("title", "kind"), [(title, kind) for kind, titles in ANNOUNCED.items() for title in titles]
)
def test_titles_that_announce_an_identifier(title: str, kind: str) -> None:
    assert kind_by_title(title) == kind


@pytest.mark.parametrize("title", GROUPS)
def test_titles_of_groups(title: str) -> None:
    assert kind_by_title(title) is None


def test_every_kind_has_a_name_in_each_language() -> None:
    same = {kind for kind in ANNOUNCED if len(set(spoken(kind))) == 1}
    assert same == {"nip", "nik"}


@pytest.mark.parametrize(
    ("title", "cells", "names"),
    [
        ("pegawai", PEOPLE, True),
        ("Atasan Langsung", PEOPLE * 8, True),
        ("Pegawai", ["Sari", "Budi", "Tono", "Wati", "Ani", "Eko"], True),
        ("pegawai", ["PNS", "PPPK", "Honorer", "Kontrak", "Magang"] * 9, False),
        ("pegawai", ["Pegawai Tetap", "Pegawai Kontrak", "Tenaga Ahli", "PPPK", "PNS"] * 3, False),
        ("Atasan", ["Kepala Dinas", "Kepala Bidang A", "Sekretaris", "Camat", "Lurah"], False),
        ("pegawai", PEOPLE[:3], False),
        ("unit", PEOPLE, False),
        ("status pegawai", PEOPLE, False),
    ],
)
def test_columns_of_persons_hold_names_or_kinds(title: str, cells: list[str], names: bool) -> None:
    assert may_name_persons(title, factorise(pa.array(cells))) is names


def test_a_file_of_the_personnel_office_shows_groups_only() -> None:
    frame = pd.DataFrame(
        {
            "current": ["jujur|silo"] * 6,
            "Nama Atasan Langsung": PEOPLE,
            "pegawai": PEOPLE,
            "No Pegawai": range(6),
            "Tanggal Lahir": [f"198{place}-01-02" for place in range(6)],
            "RecipientLastName": ["Wati"] * 6,
            "ResponseId": [f"R_{place}" for place in range(6)],
            "uuid": [f"u{place}" for place in range(6)],
            "Nama Unit": ["A", "B"] * 3,
            "jenis pegawai": ["PNS", "PPPK"] * 3,
        }
    )
    survey = read_survey(frame, instrument=pick_instrument())
    assert set(survey.columns) == {"Nama Unit", "jenis pegawai"} and not survey.raw_numbers
    assert survey.log.dropped == ("Nama Atasan Langsung", "pegawai", "No Pegawai", "Tanggal Lahir",
                                  "RecipientLastName", "uuid")  # fmt: skip
    proposed = propose_mapping(frame, instrument=pick_instrument()).columns
    kinds = {each.column.title: each.column.kind for each in proposed}
    assert {kinds[title] for title in survey.log.dropped} == {"identifier"}


@pytest.mark.parametrize("cell", [f"Kepala {'-' * 2_000} 2", f"Budi {'. ' * 2_000}1"])
def test_names_are_told_in_one_pass(cell: str) -> None:
    """A pattern that tries every way to part the signs would never come back."""
    people = [f"Budi {chr(65 + place % 26)}ar{chr(97 + place // 26)}" for place in range(40)]
    assert may_name_persons("Atasan", factorise(pa.array([*people, cell])))


@pytest.mark.parametrize("sign", ["_", ".", "[", "-", " -", "a[", "<", ": "])
def test_long_titles_are_read_in_one_pass(sign: str) -> None:
    """Patterns that start again at every sign take minutes for these."""
    long = sign * (300_000 // len(sign))
    source = pd.DataFrame({"current": ["jujur|silo"] * 4, f"x{long}1x": ["a", "b"] * 2,
                           f"y{long}2": ["jujur"] * 4, f"z{long}3": [1, 0, 1, 1]})  # fmt: skip
    assert read_survey(source, instrument=pick_instrument()).n == 4
    assert len(propose_mapping(source, instrument=pick_instrument()).columns) == 4
