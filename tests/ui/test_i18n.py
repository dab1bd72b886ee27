from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.domain.wording import say
from ui import i18n

TS = """<TS version="2.1" language="en">
<context><name>core</name>
<message><source>{name}：{why}</source><translation>{name}: {why}</translation></message>
<message><source>少 {n} 位</source><translation>{n} digits short</translation></message>
<message><source>未完成</source><translation type="unfinished">not done</translation></message>
</context>
<context><name>Base</name><message><source>保存</source><translation>Save</translation></message></context>
</TS>"""


class Base(QWidget):
    def words(self) -> str:
        return self.tr("保存")


class Derived(Base):
    pass


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    translator = i18n.TsTranslator(TS)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_sentences_inside_sentences_are_translated_too(english: None) -> None:
    inner = say("少 {n} 位", n=2)
    assert i18n.text(say("{name}：{why}", name="Phone", why=inner)) == "Phone: 2 digits short"


def test_what_has_no_translation_stays_chinese(english: None) -> None:
    assert i18n.text(say("没有翻译 {n}", n=1)) == "没有翻译 1"
    assert i18n.core("未完成") == "未完成"
    assert i18n.text("已经是文字") == "已经是文字"


def test_a_page_uses_the_words_of_the_class_it_is_made_from(english: None, qtbot: object) -> None:
    assert Base().words() == Derived().words() == "Save"


@pytest.fixture
def restore(qapp: QApplication) -> Iterator[list]:
    installed: list = []
    before = QLocale()
    yield installed
    for translator in installed:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def test_chinese_brings_the_words_of_qts_own_boxes(qapp: QApplication, restore: list) -> None:
    restore += i18n.install(qapp, "zh")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QLocale().language() == QLocale.Language.Chinese


def test_english_can_be_installed(qapp: QApplication, restore: list) -> None:
    restore += i18n.install(qapp, "en")
    assert QLocale().language() == QLocale.Language.English


def test_an_unknown_language_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="xx"):
        i18n.install(qapp, "xx")
