"""Which points of the hub's log a file keeps, and which of them it shows."""

from __future__ import annotations

from clinic_app.protocol.messages import BACKED_UP, OWN, Cursor
from clinic_app.store.check_points import BACKUPS, LATEST, CheckPoints, from_text, to_text


def point(number):
    return Cursor(number, f"{number:08x}")


def after(*numbers):
    points = CheckPoints()
    for number in numbers:
        points = points.and_passed(point(number))
    return points


def numbers(points):
    return [one.seq for one in points]


def test_the_latest_are_all_kept_and_of_the_others_few_of_every_distance():
    points = after(*range(1, 5001))
    kept = numbers(points)
    assert kept[-LATEST:] == list(range(5001 - LATEST, 5001))
    assert len(kept) < LATEST + 2 * 13
    for lost_after in (4999, 4990, 4900, 4000, 2500, 10):
        back = points.up_to(lost_after).last.seq
        assert 0 <= lost_after - back <= 5000 - lost_after
    assert points.up_to(4990).last == point(4990)


def test_points_come_in_their_order_and_once():
    points = after(9, 5, 9, 7)
    assert numbers(points) == [5, 7, 9]
    assert points.and_passed(point(9)) is points
    assert points.and_passed(Cursor()) is points
    assert points.last == point(9)
    assert CheckPoints().last == Cursor()


def test_two_histories_under_one_number_are_both_shown():
    other = Cursor(9, "another")
    points = after(5, 9).and_passed(other)
    assert [one for one in points if one.seq == 9] == sorted([other, point(9)], key=lambda one: one.chk)


def test_backups_are_kept_for_themselves():
    points = after(*range(1, 200))
    for number in range(10, 200, 10):
        points = points.and_backup(point(number))
    assert numbers(points.backups) == list(range(200 - 10 * BACKUPS, 200, 10))
    assert points.and_backup(point(190)) is points
    assert point(150) in points.up_to(155).backups


def test_they_come_back_from_their_text():
    points = after(3, 4).and_backup(point(2))
    assert from_text(to_text(points)) == points
    assert from_text("[[],[]]") == CheckPoints()


def test_usually_nothing_is_shown():
    assert after(4, 9).to_show({"ref": point(9), "clinic": Cursor()}, 0) == {}


def test_the_last_is_shown_when_no_lane_was_read_so_far():
    assert after(4, 9).to_show({"ref": point(4)}, 0) == {OWN: point(9)}


def test_all_are_shown_after_going_back():
    shown = after(4, 9).and_backup(point(6)).to_show({"ref": Cursor(4)}, 0)
    assert sorted(one.seq for one in shown.values()) == [4, 6, 9]


def test_all_are_shown_after_something_came_by_another_way_until_an_answer_came():
    lanes = {"ref": point(12)}
    points = after(4, 9).and_passed(point(12), proved=False)
    assert sorted(one.seq for one in points.to_show(lanes, 0).values()) == [4, 9, 12]
    assert from_text(to_text(points)) == points
    assert points.and_passed(point(12)).to_show(lanes, 0) == {}


def test_a_backup_is_asked_for_once_it_lies_behind():
    points = after(4, 9)
    lanes = {"ref": point(9)}
    assert points.to_show(lanes, 6) == {BACKED_UP: Cursor(6)}
    assert points.to_show(lanes, 10) == {}
    assert points.and_backup(point(6)).to_show(lanes, 6) == {}
