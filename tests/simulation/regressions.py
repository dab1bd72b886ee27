"""Scripts that once led to a violation, kept for ever: (name, seed, devices, steps)."""

from __future__ import annotations

REGRESSIONS = (
    (
        # A reader held what a restored hub had forgotten until its writer offered it again.
        "reader_ahead_of_a_restored_hub",
        18,
        ["town", "county", "town2"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("hub_backup", 4249263234),
            ("clone", 3797780450),
            ("kill_sync", 3014530778),
            ("refer", 1441346070),
            ("kill_sync", 2453696387),
            ("refer", 3300624905),
            ("sync", 1410892726),
            ("hub_restore", 3204602065),
        ],
    ),
    (
        # A hub put back unnoticed gives numbers out anew: only the check word of a cursor tells.
        "hub_slipped_back",
        77,
        ["town", "county", "town2"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("sync", 607139625),
            ("hub_slips_back", 1),
        ],
    ),
    (
        # What a page had brought left the lane before the lane's file was made: the file did not say so.
        "left_before_the_file_was_made",
        71010491,
        ["town", "county", "town2", "old-town"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("void", 158887541),
            ("add_patient", 3548251434),
            ("edit", 1875305084),
            ("sync", 4078325014),
            ("sync", 2951217488),
            ("edit_during_sync", 1606319976),
            ("kill_sync", 296169404),
            ("edit", 1160940739),
            ("keep", 2208876662),
            ("sync", 3736766712),
            ("move", 1890609246),
            ("tear", 2288447234),
        ],
    ),
    (
        # A proxy that is one answer behind: what it hands out acknowledges the work of others.
        "answer_to_an_earlier_request",
        1,
        ["town", "county"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("cross", 3280387012),
            ("sync", 3294916953),
            ("event", 3664843848),
            ("sync", 3424825176),
        ],
    ),
    (
        # One desk undid and decided anew; another undid what it still saw, and all were asked for nothing.
        "undone_after_it_was_replaced",
        247,
        ["town", "county", "county2", "old-village", "old-county"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("edit", 609509527),
            ("sync", 1271622028),
            ("edit_during_sync", 564630965),
            ("resolve", 4196543415),
            ("clone", 3728628419),
            ("sync", 1494199030),
            ("clone", 1150859655),
            ("clone", 50992232),
            ("undo_decision", 1633467453),
            ("resolve", 431740034),
        ],
    ),
    (
        # What a stick brought lay below own work whose answer was lost, and more was written on top of it.
        "stick_went_past_own_work",
        1106685,
        ["town", "county"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("other_record", 438790295),
            ("stick_out", 1703274531),
            ("clock", 954327909),
            ("void", 1832614210),
            ("odd_text", 312108250),
            ("sync", 2483568634),
            ("kill_sync", 1859751571),
            ("stick_at_hub", 485200455),
            ("kill_stick", 1560674089),
            ("edit", 3733938874),
        ],
    ),
    (
        # What was given back had come, and been added to, in one breath: nobody had noted that it once stood.
        "given_back_from_between_two_words",
        301522,
        ["town", "county", "county2"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("clone", 217605471),
            ("meanwhile", 1516110123),
            ("odd_text", 2122199801),
            ("clone", 1091116502),
            ("edit", 562137170),
            ("clone", 3376695830),
            ("clone", 748757169),
            ("meanwhile", 714825316),
            ("hub_backup", 3042681617),
            ("meanwhile", 3474877824),
            ("hub_restore", 1884257457),
            ("edit_during_sync", 4250764444),
            ("odd_text", 94866784),
        ],
    ),
)

SEEDS = (51,)
"""Whole runs: 51 wrote empty unknown fields into records of one page with others that had them."""
