"""练习: an installation of its own with invented people, where nothing counts and nothing travels."""

from __future__ import annotations

from pathlib import Path

import attrs

from clinic_app.domain.errors import KeyMissing
from clinic_app.domain.organization import OrgLevel
from clinic_app.domain.permissions import Permission
from clinic_app.domain.practitioner import Role
from clinic_app.services.app import App
from clinic_app.services.patients import ElementEdit
from clinic_app.services.sample_people import invented_people
from clinic_app.services.setup import SetupForm, StartStage, set_up, start_state
from clinic_app.services.workplace import DESK_SETTING, PRACTICE_SETTING, Workplace
from clinic_app.store import settings
from clinic_app.system.paths import Paths, find_paths

LOGIN = "lx"
PASSWORD = "Lianxi-2026"  # noqa: S105  # shown on the screen: it guards nothing but invented people
PASSPHRASE = "lianxi"  # noqa: S105  # for machines without a keyring, told on the screen too
PREFIX = "LX"
"""The institution's segment in the numbers of practice slips; the real ones have another."""
PEOPLE = 40
_SEED = 2026
_KINDS = {"allergies": "allergy", "medications": "medication", "problems": "problem"}


@attrs.frozen
class PracticePlace:
    """Where to practise.

    Attributes:
        folder: to be opened as ``--basedir``.
        login, password: of the account there.
        passphrase: to open it with where the machine keeps no keys, else empty.
    """

    folder: Path
    login: str
    password: str
    passphrase: str = ""


def practice_folder(paths: Paths) -> Path:
    """Return the folder of the practice beside an installation's own data."""
    return paths.data / "practice"


def prepare(place: Workplace) -> PracticePlace:
    """Make the practice of an installation, or find the one that was made; nothing of the real data goes in.

    Raises:
        NotAllowed, FileError, DiskFull, StoreError.
    """
    user = place.need(Permission.PATIENT_VIEW, Permission.REFERRAL_VIEW)
    folder = practice_folder(place.paths)
    if start_state(folder, machine=place.machine).stage is not StartStage.NEEDS_SETUP:
        with_passphrase = place.machine.key_safe(find_paths(folder)).wants_passphrase
        return PracticePlace(folder, LOGIN, PASSWORD, PASSPHRASE if with_passphrase else "")
    form = _form(place, user.name)
    passphrase = ""
    try:
        app = set_up(folder, form, machine=place.machine).app
    except KeyMissing:
        passphrase = PASSPHRASE
        app = set_up(folder, attrs.evolve(form, passphrase=passphrase), machine=place.machine).app
    with app:
        _fill(app)
    place.audit("practice", "database")
    return PracticePlace(folder, LOGIN, PASSWORD, passphrase)


def _form(place: Workplace, person: str) -> SetupForm:
    """Return the set-up of the practice: this house by name, so that its papers look as they will."""
    own, desk = place.own(), place.setting(DESK_SETTING, False) is True
    return SetupForm(
        name=f"（练习）{own.name}",
        level=own.level or OrgLevel.TOWNSHIP.value,
        role="county" if desk else "clinic",
        address=own.address,
        phone=own.phone,
        departments=own.departments,
        slip_prefix=PREFIX,
        account_name=person,
        login=LOGIN,
        password=PASSWORD,
        account_roles=(Role.COUNTY_DESK if desk else Role.DOCTOR, Role.REVIEWER, Role.ADMIN),
    )


def _fill(app: App) -> None:
    """Put in whom to practise with: invented people, an invented hospital, an invented health centre."""
    settings.put(app.place.db, PRACTICE_SETTING, True)
    county = {"name": "（练习）示例县人民医院", "level": OrgLevel.COUNTY.value, "phone": "0000-0000000"}
    app.directory.save_partner(county, departments=("心内科", "呼吸内科", "骨科"))
    township = {"name": "（练习）示例镇卫生院", "level": OrgLevel.TOWNSHIP.value, "phone": "0000-0000001"}
    app.directory.save_partner(township)
    for person in invented_people(_SEED, PEOPLE, app.place.today()):
        edits = [ElementEdit(kind, one) for name, kind in _KINDS.items() for one in person.pop(name)]
        app.patients.save(person, edits)
