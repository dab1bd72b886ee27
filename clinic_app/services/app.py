"""The composition root: one open installation with everything a user can ask for."""

from __future__ import annotations

import contextlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_app.services.administration import Administration
from clinic_app.services.advice import Advice
from clinic_app.services.approvals import Approvals
from clinic_app.services.backups import Backups
from clinic_app.services.conflicts import Conflicts
from clinic_app.services.contact_cards import ContactCards
from clinic_app.services.directory import Directory
from clinic_app.services.doctor_teams import DoctorTeams
from clinic_app.services.drafts import Drafts
from clinic_app.services.family_contracts import FamilyContracts
from clinic_app.services.follow_ups import FollowUps
from clinic_app.services.patients import Patients
from clinic_app.services.referral_actions import ReferralActions
from clinic_app.services.referrals import Referrals
from clinic_app.services.reminders import Reminders
from clinic_app.services.session import Session
from clinic_app.services.sync_control import SyncControl
from clinic_app.services.worklists import Worklists
from clinic_app.services.workplace import DESK_SETTING, Institution, Machine, Workplace
from clinic_app.store import black_box
from clinic_app.store.database import Database
from clinic_app.system.lock import DataLock
from clinic_app.system.paths import Paths, find_paths

if TYPE_CHECKING:
    from clinic_app.services.attachments import Attachments
    from clinic_app.services.consents import Consents
    from clinic_app.services.patient_imports import PatientImports
    from clinic_app.services.printing import Printing
    from clinic_app.services.record_offers import RecordOffers
    from clinic_app.services.scanned_slips import ScannedSlips
    from clinic_app.services.statistics import Statistics

# What draws paper, reads spreadsheets or looks at pictures is loaded when it is first wanted: the window
# need not wait for it.

JOURNAL = "changes.box"


class App:
    """One open installation. Everything may be called from any thread.

    Attributes:
        place: what the services stand on.
        session: who is at work.
    """

    def __init__(self, place: Workplace, lock: DataLock) -> None:
        self.place = place
        self._lock = lock
        self.session: Session = place.session

    @classmethod
    def open(
        cls, basedir: Path | None = None, *, machine: Machine | None = None, passphrase: str | None = None
    ) -> App:
        """Open an existing installation; nobody is logged in yet.

        Args:
            basedir: folder of the installation; None for the user's own.
            machine: clock, entropy and the rest that comes from the computer.
            passphrase: opens the database on machines without a keyring.

        Raises:
            KeyMissing, WrongKey, DatabaseDamaged, SchemaTooNew, FileError: the database was not touched.
            DatabaseBusy: another window of the program, here or elsewhere, holds the data folder.
        """
        machine = machine or Machine()
        paths = find_paths(basedir)
        return cls.open_with_key(paths, machine.key_safe(paths).load(passphrase), machine)

    @classmethod
    def open_with_key(cls, paths: Paths, key: bytes, machine: Machine) -> App:
        """Open an existing installation with its key. Raises as open."""
        paths.ensure()
        lock = DataLock(paths.lock, machine.clock)
        lock.acquire()
        try:
            db = Database.open(
                paths.database, key, clock=machine.clock, entropy=machine.entropy, copies=paths.backups
            )
            with contextlib.ExitStack() as undo:
                undo.callback(db.close)
                black_box.attach(db, paths.black_box / JOURNAL)
                app = cls(Workplace(db, machine, paths), lock)
                undo.pop_all()
            return app
        except BaseException:
            lock.release()
            raise

    @property
    def paths(self) -> Paths:
        """Folders of the installation."""
        return self.place.paths

    @property
    def institution(self) -> Institution:
        """Our own institution."""
        return self.place.own()

    @property
    def role(self) -> str:
        """``county`` at a referral desk that mainly receives, else ``clinic``."""
        return "county" if self.place.setting(DESK_SETTING, False) else "clinic"

    def warm_up(self) -> None:
        """Load what the start left out, so that the first print need not wait; meant for a thread aside."""
        for _ in (self.printing, self.scanned_slips, self.attachments, self.statistics, self.patient_imports):
            pass

    def close(self) -> None:
        """Stop what runs in the background, close the database and give the folder back."""
        if "sync_control" in self.__dict__:
            self.sync_control.stop()
        self.place.close()
        self._lock.release()

    def __enter__(self) -> App:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- services -------------------------------------------------------------------------------------

    @cached_property
    def directory(self) -> Directory:
        """Institutions, departments and whom to ring."""
        return Directory(self.place)

    @cached_property
    def drafts(self) -> Drafts:
        """Half-filled forms."""
        return Drafts(self.place)

    @cached_property
    def patients(self) -> Patients:
        """Patients and their cards."""
        return Patients(self.place)

    @cached_property
    def patient_imports(self) -> PatientImports:
        """Patient lists from spreadsheets."""
        from clinic_app.services.patient_imports import PatientImports

        return PatientImports(self.place)

    @cached_property
    def referrals(self) -> Referrals:
        """Writing, finding and reading referrals."""
        return Referrals(self.place)

    @cached_property
    def referral_actions(self) -> ReferralActions:
        """What happens to a referral after it was written."""
        return ReferralActions(self.place)

    @cached_property
    def record_offers(self) -> RecordOffers:
        """What return slips hold for patients' records."""
        from clinic_app.services.record_offers import RecordOffers

        return RecordOffers(self.place)

    @cached_property
    def approvals(self) -> Approvals:
        """Who has to agree before a slip goes out."""
        return Approvals(self.place)

    @cached_property
    def reminders(self) -> Reminders:
        """What waits longer than it should."""
        return Reminders(self.place)

    @cached_property
    def advice(self) -> Advice:
        """Questions and answers on a referral."""
        return Advice(self.place)

    @cached_property
    def consents(self) -> Consents:
        """What the patient decided, and the scan of it."""
        from clinic_app.services.consents import Consents

        return Consents(self.place)

    @cached_property
    def attachments(self) -> Attachments:
        """Papers that go with a referral: results, consent scans."""
        from clinic_app.services.attachments import Attachments

        return Attachments(self.place)

    @cached_property
    def follow_ups(self) -> FollowUps:
        """Plans that fall due, and follow-ups."""
        return FollowUps(self.place)

    @cached_property
    def doctor_teams(self) -> DoctorTeams:
        """Teams of family doctors."""
        return DoctorTeams(self.place)

    @cached_property
    def family_contracts(self) -> FamilyContracts:
        """Contracts of families with their doctors."""
        return FamilyContracts(self.place)

    @cached_property
    def worklists(self) -> Worklists:
        """The first page: what waits for whom."""
        return Worklists(self.place)

    @cached_property
    def sync_control(self) -> SyncControl:
        """Exchange with the county hub."""
        return SyncControl(self.place)

    @cached_property
    def printing(self) -> Printing:
        """Slips on paper."""
        from clinic_app.services.printing import Printing

        return Printing(self.place)

    @cached_property
    def scanned_slips(self) -> ScannedSlips:
        """Slips under the scanner."""
        from clinic_app.services.scanned_slips import ScannedSlips

        return ScannedSlips(self.place)

    @cached_property
    def conflicts(self) -> Conflicts:
        """Differences that wait for a decision."""
        return Conflicts(self.place)

    @cached_property
    def contact_cards(self) -> ContactCards:
        """Whom to ring elsewhere."""
        return ContactCards(self.place)

    @cached_property
    def statistics(self) -> Statistics:
        """Numbers of a period."""
        from clinic_app.services.statistics import Statistics

        return Statistics(self.place)

    @cached_property
    def backups(self) -> Backups:
        """Backups of the database."""
        return Backups(self.place)

    @cached_property
    def administration(self) -> Administration:
        """Accounts, audit trail and settings."""
        return Administration(self.place)
