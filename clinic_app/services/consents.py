"""The patient's agreement: recorded at once or late, with a scan of the paper, or refused with a reason."""

from __future__ import annotations

from pathlib import Path

import attrs

from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.time_limits import consent_is_open
from clinic_app.domain.wording import say
from clinic_app.services.attachment_capture import capture
from clinic_app.services.attachments import CONSENT, Attachments
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.consent_scans import SCAN_SETTING, has_scan, scan_is_missing, scan_wanted_since
from clinic_app.services.referral_rows import side_of
from clinic_app.services.reminders import Reminders
from clinic_app.services.workplace import Workplace
from clinic_app.store import referrals
from clinic_app.system.files import read_file


@attrs.frozen
class ConsentState:
    """How a slip's consent stands.

    Attributes:
        consent, note: as recorded, the word of the list ``consent``.
        open: nothing final is recorded yet: neither a signature nor a refusal.
        scanned: a scan is attached.
        scan_missing: signed, a scan is wanted here, and none is attached.
        ours: our institution wrote the slip, so we record it.
    """

    consent: str
    note: str
    open: bool
    scanned: bool
    scan_missing: bool
    ours: bool


class Consents:
    """Asking the patient is the doctor's; this keeps what came of it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def state(self, referral_id: str) -> ConsentState:
        """Return how a slip's consent stands. Raises NotFound, NotAllowed."""
        self._place.need(Permission.REFERRAL_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        consent = text_of(view.row, "consent")
        return ConsentState(
            consent=consent,
            note=text_of(view.row, "consent_note"),
            open=consent_is_open(consent),
            scanned=has_scan(self._place.reader, referral_id),
            scan_missing=scan_is_missing(self._place, view.row),
            ours=side_of(view.status, self._place.org_id) in ("sender", "both"),
        )

    def record(self, referral_id: str, consent: str, note: str = "", scan: Path | None = None) -> Saved:
        """Write down what the patient decided, and attach the scan of the signed paper.

        A scan that cannot be taken in is said before anything is saved.

        Args:
            referral_id: of the slip.
            consent: word of the list ``consent``.
            note: who signed; for a refusal what was told and why it was refused.
            scan: picture or PDF of the paper, if there is one.

        Raises:
            Rejected: no or an unknown consent, a refusal without its reason, or no picture or PDF.
            FileError: the scan cannot be read; nothing was saved.
            NotAllowed, NotFound.
        """
        data = b""
        if scan is not None:
            data = read_file(scan)
            capture(data)
        saved = Reminders(self._place).record_consent(referral_id, consent, note)
        if not data:
            return saved
        try:
            added = Attachments(self._place).add(
                referral_id, data, purpose=CONSENT, name=str(say("知情同意书"))
            )
        except Rejected as again:
            if any(problem.code != "file.again" for problem in again.problems):
                raise
            return saved
        return attrs.evolve(
            saved, changes=saved.changes | added.changes, warnings=(*saved.warnings, *added.warnings)
        )

    # ---- the rule of the house ------------------------------------------------------------------------

    def scan_wanted(self) -> bool:
        """Tell whether signed consents have to be scanned here."""
        return bool(scan_wanted_since(self._place))

    def set_scan_wanted(self, wanted: bool) -> Saved:
        """Choose whether signed consents have to be scanned, from today on.

        Raises:
            NotAllowed.
        """
        self._place.need(Permission.SETTINGS)
        if wanted != self.scan_wanted():
            with self._place.unit():
                self._place.put_setting(SCAN_SETTING, self._place.today().isoformat() if wanted else "")
                self._place.audit("settings", "setting", names=[SCAN_SETTING])
        return Saved("", Changes.of({"setting"}))
