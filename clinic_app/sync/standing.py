"""What the hub thinks of this PC as such: it may have forgotten it, or the county may have stopped it."""

from __future__ import annotations

from clinic_app.domain.errors import HubRefused
from clinic_app.domain.wording import Message, say
from clinic_app.protocol.messages import Instruction, Refusal, Standing
from clinic_app.store import sync_state
from clinic_app.store.database import Database
from clinic_app.store.sync_state import SyncState


def note_refusal(db: Database, refusal: Refusal) -> None:
    """Keep why the hub refuses this PC, until its next answer proves that it does not any more."""
    if refusal.do == Instruction.LOGIN:
        sync_state.change(db, refused_as=str(refusal.details.get("reason") or ""))


OTHER_KEYS = "other_keys"
"""Word for: whoever answers at the hub's address cannot show that he is the hub this file has joined."""


def note_not_trusted(db: Database) -> None:
    """Keep that somebody else answered, until the hub's next answer. He was sent nothing."""
    sync_state.change(db, refused_as=OTHER_KEYS)


def may_enrol(state: SyncState) -> bool:
    """Tell whether this file may join.

    It never did, or the hub has no such device in its list any more, or has other keys: then a person
    asks the county whether that is so, and the new code says whom to trust.
    """
    return not state.enrolled or state.refused_as in (Standing.UNKNOWN, OTHER_KEYS)


def sentence_of(reason: str) -> Message | None:
    """Return what happened, that all is here, and what to do; None while the hub does not refuse this PC."""
    return _SENTENCES.get(reason)


def few_words_of(reason: str) -> Message | None:
    """Return the same in a few words for the bottom line; None while the hub does not refuse this PC."""
    return _FEW_WORDS.get(reason)


def stuck() -> HubRefused:
    """Return the end of a run in which an answer brought nothing though it should have."""
    return HubRefused(
        say("这次同步没有进展，已停下。本机的内容都在。请稍后再试；如一直这样，请联系县平台管理员。"),
        status=409,
    )


def refused(refusal: Refusal) -> HubRefused:
    """Return the end of a run that the hub refused and that cannot be healed."""
    text = refusal.message or say("县平台没有接受这次同步。")
    whole = say("{text}本机未上传的内容都还在。请稍后再试，或联系县平台管理员。", text=text)
    reason = str(refusal.details.get("reason") or "") if refusal.do == Instruction.LOGIN else ""
    return HubRefused(
        sentence_of(reason) or whole,
        status=409,
        instruction=refusal.do,
        details=dict(refusal.details),
    )


_SENTENCES: dict[str, Message] = {
    Standing.UNKNOWN: say(
        "县平台不认识这台电脑了，多半是它用较早的备份恢复过。内容都还在本机，一条没有少。"
        "请向县平台管理员要一行新的登记码，按“重新登记”填进去。"
    ),
    Standing.STOPPED: say(
        "这台电脑已被县平台停用，不再收发。内容都还在本机，一条没有少。请联系县平台管理员重新启用。"
    ),
    OTHER_KEYS: say(
        "对方出示的证书不是登记时的县平台的，没有发送任何内容；本机内容一条没有少。请打电话问县平台管理员："
        "如果县平台坏了重新装过，请他给一行新的登记码，按“重新登记”填进去；如果没有重装，请他检查网络。"
    ),
}
_FEW_WORDS: dict[str, Message] = {
    Standing.UNKNOWN: say("县平台不认识这台电脑了，请重新登记"),
    Standing.STOPPED: say("这台电脑已被县平台停用"),
    OTHER_KEYS: say("对方不是原来的县平台，请打电话问县里"),
}
