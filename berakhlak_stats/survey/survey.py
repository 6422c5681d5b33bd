"""What was answered: compact, read-only columns and the design they were drawn with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError, DisclosureError, FileError
from berakhlak_stats.survey.checks.suggest import missing_column
from berakhlak_stats.survey.counts import Counts
from berakhlak_stats.survey.design import Design, resolve_design
from berakhlak_stats.survey.hashing import hash_rows, hash_texts, spread
from berakhlak_stats.survey.replicate_weights import ReplicateWeights, with_rank
from berakhlak_stats.survey.stages import Stage

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.stream import SurveyStream

MISSING_RATING = -1
SMALLEST_GROUP_ALLOWED = 5
SMALLEST_GROUP_DEFAULT = 10


@dataclass(frozen=True)
class Codes:
    """A categorical column: ``codes`` index into ``labels``; -1 is missing."""

    codes: NDArray[np.int32]
    labels: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Codes(n={len(self.codes)}, labels={len(self.labels)})"

    def take(self, rows: NDArray[Any] | slice) -> Codes:
        """The same labels for some rows."""
        return Codes(_read_only(self.codes[rows]), self.labels)


@dataclass(frozen=True)
class ImportLog:
    """What the reader believed and what it did, for the report and for a second look.

    ``source`` is a file name without its folder; ``understood`` holds finished sentences
    as :class:`~berakhlak_stats.instrument.model.Text`-like (id, en) pairs; ``dropped`` names
    columns removed as direct identifiers; ``rows_read`` counts rows before any were refused;
    ``problems`` is what the checks noticed (:class:`~berakhlak_stats.survey.checks.Problem`);
    ``counts`` are rows and picks read, kept and lost (:class:`~.counts.Counts`).
    """

    source: str = ""
    understood: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    rows_read: int = 0
    synthetic: bool = False
    title: str = ""
    problems: tuple[Any, ...] = ()
    counts: Counts = field(default_factory=Counts)
    excluded: tuple[tuple[str, str], ...] = ()
    """Why respondents were taken out since, as (id, en) pairs; every result repeats it."""
    keyed: bool = False
    """Whether rows are known by a respondent number, so that a person can be found again."""

    def __repr__(self) -> str:
        lines = [f"ImportLog({self.source!r}, rows_read={self.rows_read})"]
        lines += [f"  {english}" for _, english in (*self.understood, *self.excluded)]
        lines += [f"  {each.message.text('en')}" for each in self.problems]
        return "\n".join(lines)


@dataclass(frozen=True)
class Survey:
    """Answers of ``n`` respondents to one instrument.

    Attributes
    ----------
    picks : mapping of list id to uint64 array, shape (n, words / 64 rounded up)
        Bit ``j`` (of word ``j // 64``) is set where word ``j`` of the list was picked.
        A person without any pick left the list unanswered: missing, never "nothing chosen".
    ratings : int8 array, shape (n, items)
        In the order of ``instrument.ratings``; -1 is missing.
    numbers : float64 array, shape (n, items)
        In the order of ``instrument.numbers``; NaN is missing.
    columns : mapping of name to Codes
        Demographics, units, strata.
    weights : float64 array, shape (n,), or None
        None means that every person counts once.
    keys : uint64 array, shape (n,)
        A hash that identifies a row whatever its place in the file: by its respondent number
        where there is one.
    lots : uint64 array, shape (n,)
        What resampling and the order of sums follow (:mod:`~berakhlak_stats.survey.lots`), so
        that neither rows, numbers nor formats carry meaning. The keys, unless given.
    smallest_group : int
        Groups with fewer respondents are not shown anywhere. Never below 5.
    worked_out : dict
        What was worked out from these very answers and is asked for again within a pass; a survey
        made from another starts without.
    """

    instrument: Instrument
    n: int
    picks: Mapping[str, NDArray[np.uint64]] = field(default_factory=dict)
    ratings: NDArray[np.int8] = field(default_factory=lambda: np.empty((0, 0), np.int8))
    numbers: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 0)))
    columns: Mapping[str, Codes] = field(default_factory=dict)
    raw_numbers: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    weights: NDArray[np.float64] | None = None
    keys: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    lots: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))
    design: Design = field(default_factory=Design)
    log: ImportLog = field(default_factory=ImportLog)
    smallest_group: int = SMALLEST_GROUP_DEFAULT
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.smallest_group < SMALLEST_GROUP_ALLOWED:
            raise DisclosureError("E303", given=self.smallest_group, floor=SMALLEST_GROUP_ALLOWED)
        if len(self.lots) != self.n:
            object.__setattr__(self, "lots", self.keys)
        arrays: list[NDArray[Any]] = [self.ratings, self.numbers, self.keys, self.lots]
        arrays += [*self.picks.values(), *self.raw_numbers.values()]
        for array in [*arrays, *([] if self.weights is None else [self.weights])]:
            array.setflags(write=False)

    def __len__(self) -> int:
        return self.n

    def __repr__(self) -> str:
        """One line that quotes no answer."""
        facts = [f"n={self.n}", f"instrument={self.instrument.id!r}"]
        facts.append(f"lists=[{', '.join(self.picks)}]")
        facts.append(f"columns=[{', '.join(self.columns)}]")
        facts.append(f"weighted={self.weights is not None}")
        return f"Survey({', '.join(facts)}, synthetic={self.log.synthetic})"

    @property
    def nbytes(self) -> int:
        """Bytes held by the answer columns."""
        total = self.ratings.nbytes + self.numbers.nbytes + self.keys.nbytes
        total += 0 if self.lots is self.keys else self.lots.nbytes
        total += sum(bits.nbytes for bits in self.picks.values())
        total += sum(column.codes.nbytes for column in self.columns.values())
        return total + (0 if self.weights is None else self.weights.nbytes)

    def column(self, name: str) -> Codes:
        """A categorical column by name."""
        if name not in self.columns:
            raise missing_column(self.log, name, tuple(self.columns))
        return self.columns[name]

    def rating(self, item: str) -> NDArray[np.int8]:
        """The ratings of one item, -1 for missing."""
        return self.ratings[:, self._position(item, [r.id for r in self.instrument.ratings])]

    def number(self, item: str) -> NDArray[np.float64]:
        """The values of one numeric item, NaN for missing."""
        return self.numbers[:, self._position(item, [n.id for n in self.instrument.numbers])]

    def _position(self, item: str, known: Sequence[str]) -> int:
        if item not in known:
            names = ", ".join(known) or "-"
            raise DesignError("E602", place=self.log.source, column=item, known=names)
        return known.index(item)

    def take(self, rows: NDArray[Any] | slice) -> Survey:
        """The same survey for some rows (mask, positions or slice), sharing memory for slices."""
        keys = self.keys[rows]
        return replace(
            self,
            n=len(keys),
            picks={name: bits[rows] for name, bits in self.picks.items()},
            ratings=self.ratings[rows] if self.ratings.size else self.ratings,
            numbers=self.numbers[rows] if self.numbers.size else self.numbers,
            columns={name: column.take(rows) for name, column in self.columns.items()},
            raw_numbers={name: values[rows] for name, values in self.raw_numbers.items()},
            weights=None if self.weights is None else self.weights[rows],
            keys=keys,
            lots=self.lots[rows],
            design=self.design.take(rows),
        )

    def with_design(
        self,
        *,
        weights: str | None = None,
        strata: str | None = None,
        psu: str | None = None,
        population: int | Mapping[str, int] | str | None = None,
        stages: Sequence[Stage] = (),
        lonely: str = "raise",
        fpc_form: str = "1-n/N",
    ) -> Survey:
        """This survey with a sampling :class:`~berakhlak_stats.survey.design.Design`.

        ``population`` counts PSUs (persons where no PSU is named) per stratum: a number, a
        mapping, or the name of a numeric column. ``stages`` names what was drawn within PSUs
        (:class:`~berakhlak_stats.survey.stages.Stage`), so that every stage has its part in
        the variance and its own finite population correction.
        """
        design, values = resolve_design(
            self, weights, strata, psu, population, stages, lonely, fpc_form
        )
        # Weights that came with the file stay in force, under their name, unless others are given.
        design = replace(design, weights=weights or self.design.weights)
        return replace(self, design=design, weights=values if weights else self.weights)

    def with_replicates(self, replicates: ReplicateWeights) -> Survey:
        """This survey with replicate weights, which from now on give every variance.

        See :mod:`berakhlak_stats.survey.replicate_weights` for how they are made or supplied.
        """
        weights = np.ones(self.n) if self.weights is None else self.weights
        ranked = with_rank(replicates, weights)
        return replace(self, design=replace(self.design, replicates=ranked))

    def with_smallest_group(self, smallest_group: int) -> Survey:
        """This survey with another publication threshold (10 by default, never below 5)."""
        return replace(self, smallest_group=smallest_group)


def pack_picks(matrix: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Pack a boolean (n, words) matrix into the bit layout of :attr:`Survey.picks`."""
    n, width = matrix.shape
    padded = np.zeros((n, -(-max(width, 1) // 64) * 64), dtype=bool)
    padded[:, :width] = matrix
    return np.packbits(padded, axis=1, bitorder="little").view("<u8").astype(np.uint64, copy=False)


def unpack_picks(bits: NDArray[np.uint64], width: int) -> NDArray[np.uint8]:
    """The 0/1 matrix (n, width) behind packed picks."""
    raw = np.ascontiguousarray(bits).astype("<u8", copy=False).view(np.uint8)
    rows = raw.reshape(len(bits), bits.shape[1] * 8)
    return np.unpackbits(rows, axis=1, bitorder="little", count=width)


def bit_mask(words: Sequence[str], chosen: Sequence[str]) -> NDArray[np.uint64]:
    """The packed mask (1, blocks) of ``chosen`` among ``words``."""
    wanted = set(chosen)
    return pack_picks(np.array([[word in wanted for word in words]], dtype=bool))


def make_keys(
    columns: Sequence[NDArray[Any]], n: int, ids: Sequence[str] | None = None
) -> NDArray[np.uint64]:
    """Row keys: from respondent ids where there are any, else from the content.

    Rows with equal content are exchangeable; they are told apart by a running number, so
    that the multiset of keys does not depend on the order of rows.
    """
    if ids is not None:
        return spread(hash_texts(ids))
    mixed = hash_rows(columns, n)
    order = np.argsort(mixed, kind="stable")
    ranked = mixed[order]
    first = np.searchsorted(ranked, ranked, side="left")
    running = np.empty(n, np.uint64)
    running[order] = np.arange(n, dtype=np.uint64) - first.astype(np.uint64)
    return spread(mixed + running * np.uint64(0xD1342543DE82EF95))


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    array.setflags(write=False)
    return array


def require_answers(survey: Survey | SurveyStream) -> None:
    """Refuse a survey without respondents."""
    if survey.n == 0:
        raise FileError("E102", place=survey.log.source)
