"""Write out the short forms of a definition, so that one shape remains to be checked.

===========================  ======================================================
``label = "Jujur"``          the same text in both languages
``claim = "ours"``           an entry of ``[claims]``
``words = "all"`` (or none)  a pick list offers every word
``ratings = "behaviours"``   one rating item per behaviour
``extends`` and ``inherit``  sections taken over from another definition
===========================  ======================================================

Broken parts are left as they are: the checks that follow name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from berakhlak_stats.errors import Message
from berakhlak_stats.instrument.problems import key_of, problem, spelling

TEXT_KEYS = frozenset({"label", "name", "definition", "question", "wording", "title", "note"})
_OWN = frozenset({"id", "version", "title", "claim", "extends", "inherit"})
Raw = dict[str, Any]


def inherit(raw: Raw, base: Raw, source: str) -> tuple[Raw, list[Message]]:
    """Take over sections of ``base`` that ``raw`` does not define itself.

    Parameters
    ----------
    raw, base : dict
        Definitions as read. ``raw["inherit"]`` names the sections; without it all are taken.
    source : str
        The name of the file, for messages.

    Returns
    -------
    tuple of dict, list of Message
        A new definition without ``extends`` and ``inherit``.

    Notes
    -----
    ``[claims]`` always come along, since inherited parts refer to them; equal names in
    ``raw`` win there, and in ``[notes]`` where those are inherited.
    """
    available = [section for section in base if section not in _OWN]
    wanted = raw.get("inherit", available)
    if not isinstance(wanted, list):
        wanted = [wanted]
    problems = [
        problem(
            "E511",
            source,
            f"inherit[{position}]",
            given=section,
            section=base.get("id", "extends"),
            **spelling(section, available),
        )
        for position, section in enumerate(wanted)
        if section not in available
    ]
    merged = {section: base[section] for section in available if section in wanted}
    own = {key: part for key, part in raw.items() if key not in ("extends", "inherit")}
    for table in ("claims", "notes"):
        if isinstance(own.get(table), dict) and isinstance(merged.get(table), dict):
            own[table] = {**merged[table], **own[table]}
    claims = {**_table(base, "claims"), **_table(own, "claims")}
    return {**merged, **own, "claims": claims}, problems


def expand(raw: Raw, source: str) -> tuple[Raw, list[Message]]:
    """Write out every short form.

    Parameters
    ----------
    raw : dict
        A definition, complete but for its short forms.
    source : str
        The name of the file, for messages.

    Returns
    -------
    tuple of dict, list of Message
        A new definition without ``claims``, and the claim names it could not find.
    """
    problems: list[Message] = []
    full: Raw
    claims = {name: _texts(claim) for name, claim in _table(raw, "claims").items()}
    full = _texts({key: part for key, part in raw.items() if key != "claims"})
    if full.get("ratings") == "behaviours":
        full["ratings"] = [
            {"id": each.get("id"), "label": each.get("label"), "scale": each.get("value")}
            for each in _tables(full, "behaviours")
        ]
    for block in _tables(full, "pick_lists"):
        _pick_list(block, full)
    if isinstance(full.get("scale"), dict):
        _scale(full["scale"])
    for place, holder, key in _claim_places(full):
        name = holder.get(key)
        if not isinstance(name, str):
            continue
        if name not in claims:
            details = spelling(name, claims)
            problems.append(
                problem("E511", source, place, given=name, section="[claims]", **details)
            )
        holder[key] = claims.get(name, {})
    return full, problems


def _texts(node: Any) -> Any:
    """A copy in which plain strings under text keys stand for both languages."""
    if isinstance(node, list):
        return [_texts(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {"id": part, "en": part}
        if key in TEXT_KEYS and isinstance(part, str)
        else _texts(part)
        for key, part in node.items()
    }


def _pick_list(block: Raw, full: Raw) -> None:
    """A list without words offers all; one without a question asks its label."""
    if block.get("words", "all") == "all":
        ids = (each.get("id") for each in _tables(full, "words"))
        block["words"] = list(dict.fromkeys(each for each in ids if isinstance(each, str)))
    if "label" in block:
        block.setdefault("question", block["label"])


def _scale(scale: Raw) -> None:
    """Labels may be plain strings; every label is an accepted spelling of its category."""
    labels, low = scale.get("labels"), scale.get("low")
    if not isinstance(labels, list):
        return
    scale["labels"] = [{"id": x, "en": x} if isinstance(x, str) else x for x in labels]
    given = scale.get("accepted", {})
    if not isinstance(low, int) or not isinstance(given, dict):
        return
    spelled = {
        text.casefold(): low + position
        for position, label in enumerate(scale["labels"])
        if isinstance(label, dict)
        for text in label.values()
        if isinstance(text, str)
    }
    scale["accepted"] = spelled | {key.casefold(): category for key, category in given.items()}


def _claim_places(full: Raw) -> list[tuple[str, Raw, str]]:
    """Every place where a claim may be named: where it is, the table that holds it, the key."""
    places = [("claim", full, "claim")]
    notes = _table(full, "notes")
    places += [(f"notes.{key}", notes, key) for key in notes]
    for section, entries in full.items():
        if isinstance(entries, list):
            places += [
                (key_of(section, position, entry, "claim"), entry, "claim")
                for position, entry in enumerate(entries)
                if isinstance(entry, dict)
            ]
    return places


def _table(raw: Mapping[str, Any], key: str) -> Raw:
    part = raw.get(key)
    return part if isinstance(part, dict) else {}


def _tables(raw: Mapping[str, Any], section: str) -> list[Raw]:
    part = raw.get(section)
    return [each for each in part if isinstance(each, dict)] if isinstance(part, list) else []
