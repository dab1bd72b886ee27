"""Joining the county: a one-time code becomes a device identity, and work done alone so far comes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import Rejected
from clinic_app.domain.ids import Entropy
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.protocol.endpoints import EnrolAnswer, EnrolRequest, key_to_text
from clinic_app.protocol.enrol_ticket import read_ticket
from clinic_app.store import sync_state
from clinic_app.store.database import Database
from clinic_app.store.institution import rename_institution
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.apply import AUTHOR
from clinic_app.system import crypto, tls

if TYPE_CHECKING:
    from clinic_app.sync.http_hub import HttpHub


def enrol(db: Database, line: str, *, device_name: str, app_version: str, entropy: Entropy) -> EnrolAnswer:
    """Join the county with the line the hub's administrator gave.

    The hub is believed only if its authority has the fingerprint in the line. The device's key is on
    the disk before the code is used, so an answer lost on the way can be asked for again.

    Args:
        db: the clinic's database.
        line: address, code and fingerprint, as pasted or typed.
        device_name: what the county sees in its list.
        app_version: version of this program.
        entropy: random bytes for the device's key.

    Raises:
        Rejected: the line is mistyped, or this file is enrolled already.
        HubUnreachable, HubNotTrusted, HubRefused: nothing was changed; the code can be tried again.
    """
    if sync_state.read(db).enrolled:
        raise Rejected([Problem("ticket", "enrol.already", say("本机已经登记过县平台，不需要再登记。"))])
    from clinic_app.sync.http_hub import fetch_authority, post_enrolment

    ticket = read_ticket(line)
    authority = ""
    if ticket.fingerprint:
        authority = tls.check_authority(fetch_authority(ticket.address), ticket.fingerprint).decode("ascii")
    private = sync_state.device_key(db)
    if not private:
        private = crypto.new_signing_key(entropy).private
        sync_state.change(db, device_key=private)
    request = EnrolRequest(ticket.code, key_to_text(crypto.signing_public(private)), device_name, app_version)
    answer = post_enrolment(ticket.address, authority, request)
    _adopt(db, answer, ticket.address, authority)
    return answer


def _adopt(db: Database, answer: EnrolAnswer, address: str, authority: str) -> None:
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying():
        state = sync_state.read(db)
        if state.org_id != answer.org.id:
            rename_institution(db, state.org_id, answer.org.id)
        sync_state.change(
            db,
            org_id=answer.org.id,
            org_name=answer.org.name,
            device_id=answer.device_id,
            epoch_no=answer.epoch_no,
            epoch_first=1,
            hub_address=address,
            hub_ca=answer.authority or authority,
            hub_epoch=answer.hub_epoch,
            hub_seal_key=answer.seal_key,
            hub_sign_key=answer.sign_key,
            last_contact_at=stamp(db.clock.now()),
        )
        work.commit()


def connect(db: Database) -> HttpHub:
    """Return a connection to the hub this file is enrolled with. Raises Rejected while working alone."""
    # Loaded with the first exchange: the window need not wait for all that HTTP brings along.
    from clinic_app.sync.http_hub import HttpHub

    state = sync_state.read(db)
    if not state.enrolled:
        raise Rejected([Problem("", "enrol.missing", say("本机还没有登记县平台，现在是单机使用。"))])
    private = sync_state.device_key(db)
    authority = str(sync_state.hub_keys(db)["hub_ca"])
    secure = state.hub_address.startswith("https://")
    return HttpHub(
        state.hub_address,
        authority if secure else "",
        state.device_id,
        lambda data: crypto.sign(private, data),
    )
