"""Joining the county: a one-time code becomes a device identity, and work done so far comes along."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import HubUnreachable, Rejected
from clinic_app.domain.ids import Entropy
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.protocol.endpoints import EnrolAnswer, EnrolRequest, OrganizationInfo, key_to_text
from clinic_app.protocol.enrol_ticket import read_ticket
from clinic_app.protocol.messages import Standing
from clinic_app.store import sync_state
from clinic_app.store.database import Database
from clinic_app.store.institution import rename_institution
from clinic_app.store.sync_state import SyncState
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import standing
from clinic_app.sync.apply import AUTHOR
from clinic_app.system import crypto, tls

if TYPE_CHECKING:
    from clinic_app.sync.http_hub import HttpHub


Post = Callable[[str, str, EnrolRequest], EnrolAnswer]
"""Exchanges a code for an identity: address, authority (PEM), request."""


def enrol(
    db: Database, line: str, *, device_name: str, app_version: str, entropy: Entropy, post: Post | None = None
) -> EnrolAnswer:
    """Join the county with the line the hub's administrator gave.

    A file that has joined before joins again only when the hub said that it does not know this PC (it was
    restored from a backup older than the joining), or when another answers in its place (it was lost and set
    up anew): the line that a person types says whom to trust. All that may be missing is offered again.

    The hub is believed only if its authority has the fingerprint in the line. The device's key is on
    the disk before the code is used, so an answer lost on the way can be asked for again.

    Args:
        db: the clinic's database.
        line: address, code and fingerprint, as pasted or typed.
        device_name: what the county sees in its list.
        app_version: version of this program.
        entropy: random bytes for the device's key.
        post: another way to the hub than HTTP, for tests.

    Raises:
        Rejected: the line is mistyped, this file is enrolled already, or the county has stopped this PC.
        HubUnreachable, HubNotTrusted, HubRefused: nothing was changed; the code can be tried again.
    """
    state = sync_state.read(db)
    _must_be_allowed(state)
    from clinic_app.sync.http_hub import fetch_authority, post_enrolment

    ticket = read_ticket(line)
    authority = ""
    if ticket.fingerprint:
        authority = tls.check_authority(fetch_authority(ticket.address), ticket.fingerprint).decode("ascii")
    private = sync_state.device_key(db)
    if not private:
        private = crypto.new_signing_key(entropy).private
        sync_state.change(db, device_key=private)
    public = key_to_text(crypto.signing_public(private))
    former = state.org_id if state.enrolled else ""
    request = EnrolRequest(ticket.code, public, device_name, app_version, former, state.device_id)
    if state.enrolled:
        request = attrs.evolve(request, epoch=state.epoch_no, known=_institutions(db))
    answer = (post or post_enrolment)(ticket.address, authority, request)
    if answer.public_key != public:
        raise HubUnreachable(
            say("线路送来的是给另一台电脑的答复，没有登记，本机数据没有变。登记码还能用，请再试一次。")
        )
    _adopt(db, answer, ticket.address, authority)
    return answer


def _institutions(db: Database) -> tuple[OrganizationInfo, ...]:
    """Return the directory as this file knows it."""
    rows = db.execute("SELECT id, name, slip_prefix, code FROM organization WHERE _void = 0 ORDER BY id")
    return tuple(OrganizationInfo(**{name: value or "" for name, value in row.items()}) for row in rows)


def _must_be_allowed(state: SyncState) -> None:
    if standing.may_enrol(state):
        return
    if state.refused_as == Standing.STOPPED:
        stopped = say(
            "这台电脑已被县平台停用，不能自己重新登记。内容都还在本机。请联系县平台管理员重新启用。"
        )
        raise Rejected([Problem("ticket", "enrol.stopped", stopped)])
    raise Rejected([Problem("ticket", "enrol.already", say("本机已经登记过县平台，不需要再登记。"))])


def _adopt(db: Database, answer: EnrolAnswer, address: str, authority: str) -> None:
    with UnitOfWork(db, user_name=AUTHOR) as work, db.applying(by_exchange=True):
        state = sync_state.read(db)
        if state.org_id != answer.org.id:
            rename_institution(db, state.org_id, answer.org.id)
        first: dict[str, Any] = {"epoch_no": answer.epoch_no, "epoch_first": 1, "hub_epoch": answer.hub_epoch}
        if state.enrolled:
            # The file goes on under the life it has, and remembers the hub it knew: with the next exchange
            # the hub tells how far the two have a common history and gives a new life, by the ways that
            # are there for that. Until then slip numbers go on in their segment.
            first = {"last_digest_equal": None}
            if answer.sign_key != sync_state.hub_keys(db)["hub_sign_key"]:
                # Another hub: whatever numbers it has by now, it has no history in common with this file.
                first["hub_epoch"] = f"{state.hub_epoch.partition('.')[0]}.0"
        sync_state.change(
            db,
            org_id=answer.org.id,
            org_name=answer.org.name,
            device_id=answer.device_id,
            hub_address=address,
            hub_ca=answer.authority or authority,
            hub_seal_key=answer.seal_key,
            hub_sign_key=answer.sign_key,
            last_contact_at=stamp(db.clock.now()),
            refused_as="",
            **first,
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
