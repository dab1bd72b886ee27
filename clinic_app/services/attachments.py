"""Results, consent scans and other papers that go with a referral: adding, opening, fetching, removing."""

from __future__ import annotations

from pathlib import Path

import attrs

from clinic_app.domain.attachment import LARGEST_FETCHED, SUFFIX, MediaType, media_type_of
from clinic_app.domain.catalogue import ATTACHMENT
from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import FileError, NotAllowed, Rejected
from clinic_app.domain.field_checks import check_fields, missing, text_of
from clinic_app.domain.names import clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.services.attachment_capture import LARGEST_SOURCE, Captured, capture, picture_is_safe
from clinic_app.services.attachment_rows import AttachmentRow, attachment_rows, live_of, size_text
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.file_traffic import KIND, file_counts
from clinic_app.services.referral_rows import side_of
from clinic_app.services.workplace import Workplace
from clinic_app.store import attachment_files, referrals, rows
from clinic_app.store.attachment_files import FileCounts
from clinic_app.store.database import Row
from clinic_app.sync.file_carrier import AUTOMATIC_SETTING, automatic
from clinic_app.system.files import os_errors_turned, write_atomically

MOST_PER_REFERRAL = 40
OTHER = "other"
CONSENT = "consent"
"""Words of the list ``attachment_purpose``."""

ADDING = (
    Permission.REFERRAL_WRITE,
    Permission.REFERRAL_ANSWER,
    Permission.REFERRAL_REVIEW,
    Permission.REFERRAL_STAMP,
    Permission.FOLLOW_UP_WRITE,
)
"""Who may add and remove (any one suffices): everybody whose hands a slip and its papers pass through."""


@attrs.frozen
class AttachmentContent:
    """An attachment opened.

    Attributes:
        name: proposed file name, with the ending of its format.
        media_type: by its content, whatever its record says.
        data: its bytes.
    """

    name: str
    media_type: MediaType
    data: bytes = attrs.field(repr=False)


@attrs.frozen
class Traffic:
    """How attachments are on their way, for the page of the exchange.

    Attributes:
        counts: how many, and how many bytes.
        automatic: small ones of others come by themselves.
        lines: the same in sentences; empty while there are no attachments at all.
    """

    counts: FileCounts
    automatic: bool
    lines: tuple[str, ...]


class Attachments:
    """The papers that go with referrals. A referral never waits for them."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- reading --------------------------------------------------------------------------------------

    def of_referral(self, referral_id: str) -> tuple[AttachmentRow, ...]:
        """Return the attachments of a referral, those of its questions and answers too, oldest first."""
        self._place.need(Permission.REFERRAL_VIEW)
        return attachment_rows(self._place, live_of(self._place.reader, referral_id))

    def open(self, attachment_id: str) -> AttachmentContent:
        """Return an attachment's content.

        Raises:
            FileError: it is not (wholly) on this machine, or is not what it should be.
            NotFound.
        """
        self._place.need(Permission.REFERRAL_VIEW)
        row = rows.fetch(self._place.reader, "attachment", attachment_id)
        file = attachment_files.find(self._place.reader, text_of(row, "sha256"))
        if file is None or not file.whole:
            raise FileError(say("这份附件还没有取回本机。请按“取回”，线路通时会自动取来。"))
        data = attachment_files.content(self._place.reader, file.sha256)
        kind = media_type_of(data)
        if kind is None or (kind is not MediaType.PDF and not picture_is_safe(data)):
            raise FileError(say("这份附件的内容打不开，可能对方存坏了。请联系对方重新添加。"))
        with self._place.unit():
            attachment_files.note_used(self._place.db, file.sha256, stamp(self._place.now()))
            self._audit("view", row)
        return AttachmentContent(_file_name(row, kind), kind, data)

    def save_copy(self, attachment_id: str, path: Path) -> Path:
        """Write an attachment into a file outside of the program, and return the file.

        Raises:
            FileError, DiskFull, NotFound.
        """
        self._place.need(Permission.PRINT)
        content = self.open(attachment_id)
        write_atomically(path, content.data)
        row = rows.fetch(self._place.reader, "attachment", attachment_id)
        self._audit("export", row)
        return path

    def traffic(self) -> Traffic:
        """Return how attachments are on their way."""
        self._place.need(Permission.SYNC)
        found = file_counts(self._place.reader, self._place)
        return Traffic(found, self.automatic(), tuple(_sentences(found)))

    # ---- adding ---------------------------------------------------------------------------------------

    def add_file(
        self, referral_id: str, path: Path, *, purpose: str = OTHER, name: str = "", message_id: str = ""
    ) -> Saved:
        """Add a file from the disk. Raises as ``add``, and FileError when it cannot be read."""
        self._place.need(*ADDING)
        with os_errors_turned(path):
            size = path.stat().st_size
            # Only as much as decides that it is too large: a film must not fill the memory.
            with path.open("rb") as file:
                data = file.read(min(size, LARGEST_SOURCE) + 1)
        return self.add(referral_id, data, purpose=purpose, name=name or path.stem, message_id=message_id)

    def add(
        self, referral_id: str, data: bytes, *, purpose: str = OTHER, name: str = "", message_id: str = ""
    ) -> Saved:
        """Add a picture or PDF to a referral; a picture is made small and upright first.

        Args:
            referral_id: which referral.
            data: bytes of the file.
            purpose: what it is, of the list ``attachment_purpose``.
            name: what it is called; its purpose if empty.
            message_id: the question or answer it belongs to, if any.

        Raises:
            Rejected: not a picture or PDF, damaged, too large, there already, or too many.
            NotAllowed: the referral is no longer ours.
            NotFound: no such referral.
        """
        user = self._place.need(*ADDING)
        view = referrals.load(self._place.reader, referral_id)
        if side_of(view.status, self._place.org_id) == "other":
            raise NotAllowed(say("这次转诊已转给别的机构，本机构不能再加附件"))
        taken = capture(data)
        own = self._place.own()
        values = {
            "referral_id": referral_id,
            "message_id": message_id,
            "purpose": purpose,
            "name": clean_text(name).strip()[:100] or self._place.name_of("attachment_purpose", purpose),
            "media_type": taken.media_type.value,
            "size": len(taken.data),
            "added_at": stamp(self._place.now()),
            "by_org": own.id,
            "by_org_name": own.name,
            "by_name": user.name,
        }
        problems = check_fields(ATTACHMENT, values, self._place.code_lists())
        if not purpose:
            problems.append(missing("purpose", "附件类别"))
        if problems:
            raise Rejected(problems)
        with self._place.unit() as work:
            digest = attachment_files.keep(self._place.db, taken.data)
            self._refuse_again(referral_id, digest)
            made = rows.insert(self._place.db, "attachment", {**values, "sha256": digest})
            patient = text_of(view.row, "patient_id")
            self._place.audit("create", "attachment", made, patient, purpose=purpose, size=len(taken.data))
        return Saved(made, Changes.of(work.changed), _told_small(taken))

    def _refuse_again(self, referral_id: str, digest: str) -> None:
        there = live_of(self._place.db, referral_id)
        if any(row["sha256"] == digest for row in there):
            raise Rejected([Problem("file", "file.again", say("这份文件已经在这张单的附件里了"))])
        if len(there) >= MOST_PER_REFERRAL:
            words = say("一张单最多 {most} 份附件，请先移除不要的", most=MOST_PER_REFERRAL)
            raise Rejected([Problem("file", "file.many", words)])

    # ---- fetching, removing, setting ------------------------------------------------------------------

    def want(self, attachment_id: str) -> Saved:
        """Ask for an attachment's bytes: they come before all other files, as soon as there is a line.

        Raises:
            NotFound.
        """
        self._place.need(Permission.REFERRAL_VIEW)
        row = rows.fetch(self._place.reader, "attachment", attachment_id)
        name, size = text_of(row, "sha256"), int(row["size"] or 0)
        if size > LARGEST_FETCHED:
            raise Rejected([Problem("file", "file.too_large", say("这份附件太大，本程序不能取回"))])
        with self._place.unit():
            known = attachment_files.find(self._place.db, name) or attachment_files.FileState(name, size)
            if not known.whole:
                attachment_files.note(
                    self._place.db, known, size=size, wanted=1, tries=0, retry_at="", reason=""
                )
        return Saved(attachment_id, Changes.of({KIND}))

    def remove(self, attachment_id: str, reason: str) -> Saved:
        """Take an attachment out of sight on both sides; it stays in the file with the reason.

        Raises:
            NotAllowed: the other institution added it.
            Rejected: without a reason.
            NotFound.
        """
        self._place.need(*ADDING)
        row = rows.fetch(self._place.reader, "attachment", attachment_id)
        if row["_owner"] != self._place.org_id:
            raise NotAllowed(say("这份附件是对方加的，请对方移除"))
        words = clean_text(reason).strip()
        if not words:
            raise Rejected([missing("reason", "移除原因")])
        with self._place.unit() as work:
            rows.void(self._place.db, "attachment", attachment_id, words[:200])
            self._audit("void", row)
        return Saved(attachment_id, Changes.of(work.changed))

    def automatic(self) -> bool:
        """Tell whether small attachments of others come by themselves."""
        return bool(automatic(self._place.reader, self._place.clock).small)

    def set_automatic(self, wanted: bool) -> Saved:
        """Choose whether small attachments of others come by themselves.

        Raises:
            NotAllowed.
        """
        self._place.need(Permission.SETTINGS)
        with self._place.unit():
            self._place.put_setting(AUTOMATIC_SETTING, bool(wanted))
            self._place.audit("settings", "setting", names=[AUTOMATIC_SETTING])
        return Saved("", Changes.of({"setting", KIND}))

    def _audit(self, action: str, row: Row) -> None:
        referral = rows.find(self._place.db, "referral", text_of(row, "referral_id"))
        patient = text_of(referral, "patient_id") if referral else ""
        self._place.audit(action, "attachment", row["id"], patient)


def _file_name(row: Row, kind: MediaType) -> str:
    name = "".join(c for c in text_of(row, "name") if c.isalnum() or c in " -_（）()、，.").strip(" .")
    return (name or "附件") + SUFFIX[kind]


def _told_small(taken: Captured) -> tuple[Problem, ...]:
    if taken.reduced_from < 2 * len(taken.data):
        return ()
    words = say(
        "图片已缩小：{before} → {after}，请打开看看字是否清楚",
        before=size_text(taken.reduced_from),
        after=size_text(len(taken.data)),
    )
    return (Problem("file", "file.reduced", words, warning=True),)


def _sentences(found: FileCounts) -> list[str]:
    lines: list[str] = []
    if found.to_send:
        words = say("{n} 个附件待上传（{size}）", n=found.to_send, size=size_text(found.to_send_bytes))
        lines.append(str(words))
    if found.to_fetch:
        words = say("{n} 个附件待取回（{size}）", n=found.to_fetch, size=size_text(found.to_fetch_bytes))
        lines.append(str(words))
    if found.kept and not lines:
        lines.append(str(say("附件都已送到和取回，本机存有 {n} 个。", n=found.kept)))
    return lines
