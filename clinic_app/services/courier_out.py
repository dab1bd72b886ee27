"""A file written for a USB stick, and what people are told about it: what it holds, and what it does not."""

from __future__ import annotations

from pathlib import Path

import attrs

from clinic_app.domain.wording import Message, joined, say
from clinic_app.sync.courier import Packed


@attrs.frozen
class CourierOut:
    """A file to be carried to the county.

    Attributes:
        path: where it lies.
        operations: how many operations it holds.
        left: how many did not fit.
        sentence: for people.
        savings: units of work it holds, the number people are shown.
        files: attachments it holds, wholly or in part.
    """

    path: Path
    operations: int
    left: int
    sentence: str
    savings: int = 0
    files: int = 0


def carried_out(packed: Packed, path: Path) -> CourierOut:
    """Return what a written file holds, and what of it waits for the next."""
    carried = say(
        "已写好 {name}，里面有 {n} 项待上传的内容。请带到县平台读入，再把答复文件带回来收进。"
        "收进答复之前，这 {n} 项仍算没有上传；文件丢了也不要紧，再送出一次就行。",
        name=path.name,
        n=packed.savings,
    )
    nothing = say(
        "已写好 {name}。本机没有待上传的记录，这个文件用来取回县平台上的新内容。"
        "请带到县平台读入，再把答复文件带回来收进；文件丢了也不要紧，再送出一次就行。",
        name=path.name,
    )
    parts: list[Message | str] = [carried if packed.savings else nothing]
    if packed.files:
        parts.append(say("另带附件 {n} 个。", n=packed.files))
    if packed.files_left:
        parts.append(say("还有 {n} 个附件没有装下，下次再带，或等线路通了自动上传。", n=packed.files_left))
    if packed.left:
        parts.append(say("还有 {n} 项装不下，下次送出时再带。", n=packed.savings_left))
    return CourierOut(path, packed.operations, packed.left, joined(parts), packed.savings, packed.files)
