"""The page of the exchange with a real hub behind it: what it says after it put something right."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from clinic_app.store import notices
from tests.helpers.clinic import township
from tests.helpers.services import Desk
from ui.views.exchange import ExchangePage
from ui.widgets.blocks import Banner


def test_what_was_put_right_stands_on_the_page_until_somebody_has_read_it(context, tmp_path, shown, qtbot):
    app = township(tmp_path)
    context.app, context.clock = app, app.place.clock
    Desk(app).enrolled()
    words = "本机数据有另一份拷贝，已换用新的编号。"
    notices.add(app.place.db, [words])
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: any(words in one.text() for one in page.findChildren(Banner)))
    [banner] = [one for one in page.findChildren(Banner) if words in one.text()]
    assert "今天 12:00" in banner.text()
    [read] = banner.findChildren(QPushButton)
    assert "知道了" in read.text()
    read.click()
    qtbot.waitUntil(lambda: not any(words in one.text() for one in page.findChildren(Banner)))
    assert notices.unread(app.place.db) == ()
    context.tasks.drain()
    app.close()
