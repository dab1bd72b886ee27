"""The follow-up forms that come with the program, by id and edition."""

from __future__ import annotations

import json
from functools import lru_cache

from clinic_app.domain.errors import NotFound
from clinic_app.domain.follow_up_form import Form, parse_form
from clinic_app.domain.wording import say
from clinic_app.system.resources import resource_names, resource_text


@lru_cache(maxsize=1)
def all_forms() -> tuple[Form, ...]:
    """Return every form in every edition, newest edition of each first. Raises FileError."""
    names = [name for name in resource_names("forms") if name.endswith(".json")]
    forms = [parse_form(json.loads(resource_text("forms", name))) for name in names]
    return tuple(sorted(forms, key=lambda form: (form.id, [-ord(letter) for letter in form.edition])))


def current_forms() -> list[Form]:
    """Return the newest edition of each form."""
    newest: dict[str, Form] = {}
    for form in all_forms():
        newest.setdefault(form.id, form)
    return list(newest.values())


def get_form(form_id: str, edition: str = "") -> Form:
    """Return a form; the newest edition when none is named.

    Raises:
        NotFound: this program does not know the form or the edition, because a newer one wrote it.
    """
    for form in all_forms():
        if form.id == form_id and edition in ("", form.edition):
            return form
    raise NotFound(
        say(
            "这台电脑的程序没有随访表“{form}”的 {edition} 版，请更新程序后再打开",
            form=form_id,
            edition=edition,
        )
    )
