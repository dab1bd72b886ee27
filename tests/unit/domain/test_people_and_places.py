"""Institutions, accounts, rights and contact cards."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from clinic_app.domain import catalogue
from clinic_app.domain.contact_card import ContactCard, check_contact_card
from clinic_app.domain.organization import (
    Organization,
    check_organization,
    direction_between,
    read_departments,
    suggest_slip_prefix,
)
from clinic_app.domain.permissions import CLINICAL_VIEW, PERMISSIONS, Permission, may, permissions_of
from clinic_app.domain.practitioner import ROLE_NAMES, Practitioner, Role, check_practitioner, clean_login

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("kind", "made"), [("organization", Organization), ("contact_card", ContactCard)])
def test_value_classes_have_exactly_the_fields_of_the_catalogue(kind, made):
    fields = [field.name for field in attrs.fields(made) if field.name != "id"]
    assert sorted(fields) == sorted(catalogue.kind_of(kind).field_names)


def test_an_institution_of_a_row():
    org = Organization.from_row(
        {
            "id": "a" * 22,
            "name": "崆峒区人民医院",
            "role": "desk",
            "departments": '["心内科",{"name":"外科"}]',
            "phone": None,
        }
    )
    assert org.departments == ("心内科", "外科")
    assert org.called == "崆峒区人民医院"
    assert org.receives
    assert not Organization(role="sender").receives
    assert read_departments("{broken") == read_departments(None) == read_departments('{"a":1}') == ()


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("township", "county", "up"),
        ("county", "township", "down"),
        ("county", "county", "lateral"),
        ("village", "city", "up"),
        ("?", "county", "up"),
    ],
)
def test_direction_between_levels(one, other, way):
    assert direction_between(one, other) == way


def test_slip_prefix_from_a_name():
    assert suggest_slip_prefix("白水镇中心卫生院") == "BSZZ"
    assert suggest_slip_prefix("区欧医院") == "QYY"


def test_checks_of_an_institution():
    def codes(**values: str) -> list[str]:
        return [p.code for p in check_organization(values)]

    assert codes(name="白水镇卫生院", code="12510000MB0000001N", slip_prefix="BSZ") == []
    assert codes() == ["field.missing"]
    assert codes(name="白水镇卫生院", code="12510000MB0000001M") == ["credit_code.invalid"]
    assert codes(name="白水镇卫生院", code="H62080200123") == []
    assert codes(name="白水镇卫生院", slip_prefix="BO") == ["slip_prefix.shape"]


def test_checks_of_an_account():
    good = Practitioner("lys", "李永生", frozenset({Role.DOCTOR}), phone="13993300017")
    assert check_practitioner(good) == []
    bad = attrs.evolve(good, login="李", name="", roles=frozenset())
    assert [p.code for p in check_practitioner(bad)] == ["login.shape", "name.missing", "roles.missing"]
    assert clean_login(" ＬＹＳ ") == "lys"
    assert set(ROLE_NAMES) == set(Role)


def test_the_administrator_reads_nothing_clinical():
    assert not permissions_of([Role.ADMIN]) & CLINICAL_VIEW
    assert may([Role.ADMIN], Permission.ACCOUNTS)
    assert may([Role.ADMIN, Role.DOCTOR], Permission.PATIENT_VIEW)


def test_nobody_clinical_manages_accounts():
    for role in set(Role) - {Role.ADMIN}:
        assert not may([role], Permission.ACCOUNTS)
        assert not may([role], Permission.RESTORE)


def test_every_permission_belongs_to_somebody():
    assert set(PERMISSIONS) == set(Role)
    assert permissions_of(Role) == set(Permission)
    assert permissions_of([]) == frozenset()


def test_only_some_may_write_and_review():
    assert not may([Role.DOCTOR], Permission.REFERRAL_REVIEW)
    assert not may([Role.NURSE], Permission.REFERRAL_WRITE)
    assert not may([Role.REGISTRAR], Permission.FOLLOW_UP_VIEW)
    assert not may([Role.REGISTRAR], Permission.REFERRAL_WRITE)


def test_contact_cards():
    card = {
        "org_id": "a" * 22,
        "dept": "转诊办",
        "phone": "0933-8612345",
        "hours": "24小时",
        "checked_on": "2026-06-01",
    }
    assert check_contact_card(card, TODAY) == []
    assert [p.code for p in check_contact_card({}, TODAY)] == [
        "field.missing",
        "field.missing",
        "contact_card.who",
    ]
    assert [p.code for p in check_contact_card({**card, "checked_on": "2026-12-01"}, TODAY)] == [
        "checked_on.future"
    ]
    read = ContactCard.from_row(card)
    assert read.all_day
    assert not read.is_stale(TODAY)
    assert ContactCard(checked_on="2026-05-01").is_stale(TODAY)
    assert ContactCard().is_stale(TODAY)
