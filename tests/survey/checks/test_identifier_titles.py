"""Titles of real files, and whether they announce who answered."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.checks.identifier_titles import kind_by_title, may_name_persons
from berakhlak_stats.survey.checks.identifiers import spoken
from berakhlak_stats.survey.column_map.propose import propose_mapping
from berakhlak_stats.survey.mapping.cells import factorise
from tests.survey.helpers import pick_instrument

ANNOUNCED = {
    "nip": ("NIP", "nip_pegawai", "Nomor Induk Pegawai", "NIPBaru", "Nomor Induk Karyawan"),
    "nik": ("NIK (KTP)", "No. KTP", "NPWP"),
    "email": ("Alamat e-mail", "E-mail", "RecipientEmail", "Email Address", "Email2", "Surel",
              "Surat Elektronik", "E-mail aktif"),
    "phone": ("No. HP / WA", "Mobile number", "phonenumber", "No HP", "Contact number",
              "No Telpon", "No. Tlpn", "Nomor yang bisa dihubungi"),
    "ip": ("IP Address", "IPAddress", "ipaddr"),
    "gps": ("_geolocation", "LocationLatitude", "lintang", "bujur", "_lokasi_longitude", "lat"),
    "address": ("Alamat rumah", "alamat", "Home address", "Alamat Domisili Saat Ini"),
    "birth": ("Tanggal Lahir", "tgl_lahir", "date of birth", "DateOfBirth", "Tempat Lahir", "TTL",
              "Tempat, Tanggal Lahir"),
    "staff": ("No Pegawai", "Nomor Pegawai", "ID Pegawai", "EmployeeID", "Staff No.", "ID Peserta",
              "NRK"),
    "account": ("username", "_submitted_by", "User ID", "Diisi oleh"),
    "device": ("deviceid", "simserial", "SIM serial", "Device ID"),
    "reference": ("ExternalReference", "External Data Reference", "Custom Data 1", "token"),
    "response": ("ResponseId", "Response ID", "ID Responden", "No. Responden", "uuid"),
    "document": ("No. Karpeg", "NRP", "Nomor rekening", "Nomor Identitas", "No. KK"),
    "signature": ("Tanda tangan", "Foto diri", "Signature", "Paraf"),
    "name": ("Nama", "Nama Lengkap Anda", "Nama dan gelar", "Full name", "RecipientFirstName",
             "RecipientLastName", "nama_atasan", "namaAtasan", "Nama Atasan Langsung",
             "Nama Responden", "NAMA_PEGAWAI", "Nama Kepala Dinas", "Siapa nama Anda?",
             "Employee Name", "Manager's name", "Name of your supervisor", "First Name", "Name2",
             "Nama lengkap dan jabatan", "Nama Ibu Kandung", "Nama (opsional)", "Nama sesuai SK",
             "Nama Anda (opsional)", "Name (optional)", "Your name (optional)", "Nama Camat",
             "Nama (tanpa gelar)", "Nama Lengkap (dengan gelar)", "Nama lengkap beserta gelar",
             "Nama (boleh dikosongkan)", "Nama (huruf besar)", "Tulis nama Anda di sini",
             "Please write your name here", "A1. Nama", "Q1 Nama", "Pertanyaan 1: Nama",
             "Identitas [Nama]", "Identitas - Nama", "Data Diri - Nama", "Isian Nama",
             "Identitas Anda [Nama]", "Bagian A: Nama", "Unit [Nama Atasan]", "Nama Lurah",
             "Nama Sekretaris", "Nama Kabid", "Nama Kasubag", "Nama Pribadi", "Inisial",
"Nama / Jabatan", "Siapa namamu?", "Nama Pak/Bu"),
    "social": ("Instagram", "Akun Telegram"),
}  # fmt: skip
GROUPS = (
    *("nama_unit", "Nama OPD", "Nama Instansi", "Nama Jabatan", "NamaUnit", "Nama Satuan Kerja"),
    *("Nama Perangkat Daerah", "Nama lengkap unit kerja", "Nama dan Kode OPD", "Company name"),
    *("jenis pegawai", "status pegawai", "golongan", "jumlah pegawai", "Unit kerja atasan"),
    *("jabatan atasan langsung", "Jumlah anggota", "Kode OPD", "ID Perangkat Daerah"),
    *("Alamat kantor", "Tahun lahir", "Tanggal pengisian", "Mobile unit", "ipk", "hapus", "unik"),
    *("Nama Kelompok", "Nama Kegiatan", "Nama (unit kerja)", "Unit kerja: Nama", "Unit [Nama]"),
    *("OPD - Nama", "Training name", "Name of your unit", "Nama Pelatihan", "Nama Tim"),
    *("Nama/Kode OPD", "Nama Balai", "Nama Asisten Deputi", "Ministry name"),
    *("Jabatan Atasan", "Nama Dinas/Badan", "Nama baik instansi", "Tempat lahir provinsi"),
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
        ("Jabatan Atasan", PEOPLE, False),
        ("Unit kerja atasan", PEOPLE, False),
        ("Nama Kelompok", PEOPLE, False),
        ("Ketua Tim", PEOPLE, True),
        ("Atasan Saya", PEOPLE, True),
        ("Camat", PEOPLE, True),
        ("A1. Atasan", PEOPLE, True),
        ("Data Diri - Atasan (opsional)", PEOPLE, True),
        ("Dinilai oleh", PEOPLE, True),
        ("Yang mengisi", PEOPLE, True),
        ("Verifikator Data", PEOPLE, True),
        ("Koordinator Kelompok", PEOPLE, True),
        ("Kepala Bidang", PEOPLE, True),
        (
            "Pegawai Bidang",
            ["Tata Usaha", "Sumber Daya", "Cipta Karya", "Bina Marga", "Tata Ruang"] * 4,
            False,
        ),
        ("Nama Julukan", PEOPLE, True),
        ("Kepala Bidang", ["Drs. H. Suwarno, M.Si", "Siti Aminah, S.Pd", "Pak Budi"] * 20, True),
        ("Kepala Bidang", ["Kepala Bidang Umum", "Kepala Bidang Mutasi"] * 20, False),
        ("Nama Tanaman", ["Padi", "Kelapa Sawit", "Karet", "Jagung", "Kopi"] * 4, False),
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


@pytest.mark.parametrize("sign", ["_", ".", "[", "-", " -", "a[", "<", ": ", "nama:", "nama "])
def test_long_titles_are_read_in_one_pass(sign: str) -> None:
    """Patterns that start again at every sign take minutes for these."""
    long = sign * (60_000 // len(sign))
    source = pd.DataFrame({"current": ["jujur|silo"] * 4, f"x{long}1x": ["a", "b"] * 2,
                           f"y{long}2": ["jujur"] * 4, f"z{long}3": [1, 0, 1, 1]})  # fmt: skip
    assert read_survey(source, instrument=pick_instrument()).n == 4
    assert len(propose_mapping(source, instrument=pick_instrument()).columns) == 4


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Pernah ikut pelatihan NIP online?", ["Ya", "Tidak"] * 6),
        ("Media [Email]", ["Email", None] * 6),
        ("Media: WA", [1, 0] * 6),
        ("Telepon genggam dinas (ya/tidak)", ["ya", "tidak"] * 6),
        ("Menggunakan email untuk kerja", ["Selalu", "Sering", "Jarang"] * 4),
        ("Kode PNS/PPPK", ["PNS", "PPPK"] * 6),
        ("WA group", ["1", "2", "3"] * 4),
        ("Email unit", ["ada", "belum"] * 6),
        ("Tempat lahir provinsi", ["Kalteng", "Kalsel", "Jatim"] * 4),
    ],
)
def test_columns_that_only_speak_of_identifiers_stay(title: str, cells: list[object]) -> None:
    source = pd.DataFrame({"current": ["jujur|silo"] * 12, title: cells})
    report = validate(source, instrument=pick_instrument())
    assert not {"E213", "E214", "E240"} & set(report.codes())
    assert set(read_survey(source, instrument=pick_instrument()).columns) == {title}
    (made,) = propose_mapping(source, instrument=pick_instrument()).columns[1:]
    assert made.column.kind == "group"


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Nama Atasan", ["Sari Wati", "Budi Karya"] * 6),
        ("Diisi oleh", ["sari", "budi"] * 6),
        ("No HP", ["0812"] * 12),
        ("No. Pegawai", [f"P{place}" for place in range(12)]),
        ("Telepon", ["-", "tidak ada", "ada", "0536 21001"] * 3),
    ],
)
def test_few_values_alone_do_not_keep_an_identifier(title: str, cells: list[str]) -> None:
    source = pd.DataFrame({"current": ["jujur|silo"] * 12, title: cells})
    assert read_survey(source, instrument=pick_instrument()).log.dropped == (title,)


@pytest.mark.parametrize("title", ["Nm. Responden", "Nm Pegawai"])
def test_short_forms_of_the_word_for_a_name(title: str) -> None:
    assert kind_by_title(title) == "name"
