"""An attachment as a line of a list: what it is, by whom, and honestly where its bytes are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import attrs

from clinic_app.domain.change import canonical
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.wording import Message, say
from clinic_app.services.workplace import Workplace
from clinic_app.store import attachment_files, outbox, rows, sync_state
from clinic_app.store.attachment_files import FileState
from clinic_app.store.database import Readable, Row


class FileWhere(StrEnum):
    """Where the bytes of an attachment are, as far as this machine knows."""

    ONLY_HERE = "only_here"
    SENDING = "sending"
    AT_HUB = "at_hub"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"
    FETCHING = "fetching"
    NOT_YET = "not_yet"
    FETCHED = "fetched"


@attrs.frozen
class AttachmentRow:
    """One attachment.

    Attributes:
        id, referral_id, message_id, purpose, name, media_type, size: of the record.
        purpose_text: kind of paper in words.
        size_text: such as 58 KB.
        when, by: when it was added, by which institution and person.
        ours: our institution added it.
        here: its bytes are on this machine, so it can be opened.
        where: where its bytes are.
        where_text: the same in words.
        meaning: ``due``, ``waiting``, ``urgent``, ``done`` or ``unknown``.
    """

    id: str
    referral_id: str
    message_id: str
    purpose: str
    purpose_text: str
    name: str
    media_type: str
    size: int
    size_text: str
    when: str
    by: str
    ours: bool
    here: bool
    where: FileWhere
    where_text: str
    meaning: str


def size_text(size: int) -> str:
    """Return a number of bytes for people: 58 KB, 1.2 MB."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"


def live_of(db: Readable, referral_id: str) -> list[Row]:
    """Return the attachments of a referral that are in sight."""
    return db.execute("SELECT * FROM attachment WHERE referral_id = ? AND _void = 0", (referral_id,))


def attachment_rows(place: Workplace, found: Sequence[Mapping[str, Any]]) -> tuple[AttachmentRow, ...]:
    """Return records of attachments as lines, in the order they were made."""
    ordered = sorted(found, key=lambda row: rows.made_order(row["id"]))
    files = attachment_files.find_many(place.reader, [text_of(row, "sha256") for row in ordered])
    states = _op_states(place, [str(row["id"]) for row in ordered])
    line = sync_state.read(place.reader)
    made: list[AttachmentRow] = []
    for row in ordered:
        file = files.get(text_of(row, "sha256")) or FileState(text_of(row, "sha256"), int(row["size"] or 0))
        ours = row["_owner"] == line.org_id
        if not ours or not file.whole:
            where, words, meaning = _of_others(file)
        elif not line.enrolled:
            where, words, meaning = FileWhere.ONLY_HERE, say("只在本机（单机使用）"), "waiting"
        else:
            fresh = file.hub_epoch != "" and file.hub_epoch == line.hub_epoch
            where, words, meaning = _of_ours(file, states.get(row["id"], set()), at_hub=fresh)
        made.append(_row(place, row, file, ours, (where, str(words), meaning)))
    return tuple(made)


def _row(
    place: Workplace, row: Mapping[str, Any], file: FileState, ours: bool, where: tuple[FileWhere, str, str]
) -> AttachmentRow:
    return AttachmentRow(
        id=row["id"],
        referral_id=text_of(row, "referral_id"),
        message_id=text_of(row, "message_id"),
        purpose=text_of(row, "purpose"),
        purpose_text=place.name_of("attachment_purpose", row["purpose"]),
        name=text_of(row, "name"),
        media_type=text_of(row, "media_type"),
        size=file.size,
        size_text=size_text(file.size),
        when=place.chinese_time(row["added_at"]),
        by=" ".join(filter(None, (text_of(row, "by_org_name"), text_of(row, "by_name")))),
        ours=ours,
        here=file.whole,
        where=where[0],
        where_text=where[1],
        meaning=where[2],
    )


def _of_ours(file: FileState, states: set[int], *, at_hub: bool) -> tuple[FileWhere, Message, str]:
    if outbox.REFUSED in states or file.reason:
        return FileWhere.REFUSED, say("县平台没有接受"), "urgent"
    if outbox.WAITING in states or (not at_hub and not file.at_hub):
        return FileWhere.ONLY_HERE, say("只在本机，待上传"), "due"
    if not at_hub:
        return FileWhere.SENDING, say("已上传 {percent}%", percent=_percent(file.at_hub, file.size)), "due"
    return FileWhere.AT_HUB, say("已上传，对方可取"), "done"


def _of_others(file: FileState) -> tuple[FileWhere, Message, str]:
    if file.whole:
        return FileWhere.FETCHED, say("已取回"), "done"
    if file.have:
        return FileWhere.FETCHING, say("已取回 {percent}%", percent=_percent(file.have, file.size)), "waiting"
    if file.tries:
        return FileWhere.NOT_YET, say("县平台还没有收全，会再取"), "waiting"
    if file.wanted:
        return FileWhere.FETCHING, say("等线路，正要取回"), "waiting"
    return FileWhere.ELSEWHERE, say("未取回"), "unknown"


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0


def _op_states(place: Workplace, ids: Sequence[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for op in place.reader.execute(
        "SELECT DISTINCT rec_id, state FROM op WHERE ent = 'attachment'"
        " AND rec_id IN (SELECT value FROM json_each(?))",
        (canonical(list(ids)),),
    ):
        found.setdefault(op["rec_id"], set()).add(op["state"])
    return found
