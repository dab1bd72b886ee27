"""Slips through a real print queue: CUPS with its PDF printer, as root (``make test-printing``)."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from clinic_app.domain.errors import PaperError
from clinic_app.services.slip_rendering import render_slip_json
from clinic_app.services.slip_verification import codes_in_picture
from clinic_app.store import prints
from tests.helpers.clinic import township
from tests.helpers.services import Desk
from tests.unit.services.test_slip_codes import joined
from ui import trays
from ui.printing import PrintJob, print_pdf, printer_names

pytestmark = pytest.mark.printing

QUEUE = "clinic-test"
CONFIG = Path(f"/etc/cups/cups-pdf-{QUEUE}.conf")
PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
SPOOL = Path("/var/spool/cups")
MM = 72 / 25.4
SLIP = {
    "patient_name": "张䶮",
    "gender": "1",
    "age": "68岁",
    "to_org": "崆峒县人民医院",
    "impression": "高血压3级",
    "present_illness": "头晕三天",
}


def lp(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, f"{words[0]}: {done.stderr}"
    return done.stdout


def running() -> bool:
    done = subprocess.run(["lpstat", "-r"], capture_output=True, text=True, timeout=60, check=False)
    return "scheduler is running" in done.stdout


@pytest.fixture(scope="module")
def scheduler() -> Iterator[None]:
    """A print scheduler: the machine's own, or one for these tests that ends with them."""
    if not shutil.which("cupsd") or not PPD.exists() or os.geteuid() != 0:
        pytest.fail("needs root, cups and printer-driver-cups-pdf: run `make test-printing` as root")
    if running():
        yield
        return
    with subprocess.Popen(["cupsd", "-f"]) as own:
        deadline = time.monotonic() + 20
        while not running():
            assert time.monotonic() < deadline, "cupsd does not start"
            own.poll()
            time.sleep(0.1)
        yield
        own.terminate()
        own.wait(20)


@pytest.fixture
def queue(scheduler: None, tmp_path: Path, qapp: object) -> Iterator[Path]:
    """A queue whose PDFs appear in a folder."""
    folder = tmp_path / "printed"
    folder.mkdir()
    CONFIG.write_text(f"Out {folder}\nAnonDirName {folder}\nLabel 1\n")
    lp("lpadmin", "-p", QUEUE, "-v", f"cups-pdf:/{QUEUE}", "-P", str(PPD), "-E")
    yield folder
    subprocess.run(["cancel", "-a", QUEUE], capture_output=True, timeout=60, check=False)
    lp("lpadmin", "-x", QUEUE)
    CONFIG.unlink()


def sheets(folder: Path, wanted: int = 1) -> list[Path]:
    """Return what the queue printed, waiting for it; pages are still written while a file is there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = sorted(folder.glob("*.pdf"))
        if len(found) >= wanted and "clinic-test-" not in lp("lpstat", "-o", QUEUE):
            return found
        time.sleep(0.2)
    raise AssertionError(f"nothing was printed: {lp('lpstat', '-p', QUEUE)}")


def test_the_queue_is_offered(queue: Path) -> None:
    assert QUEUE in printer_names()


def test_a_slip_comes_out_of_the_queue_at_its_true_size(queue: Path) -> None:
    pdf = render_slip_json(SLIP, "out")
    assert print_pdf(PrintJob(pdf, "slip 1", printer=QUEUE)) == 1
    [file] = sheets(queue)
    printed, made = pypdfium2.PdfDocument(file), pypdfium2.PdfDocument(pdf)
    assert len(printed) == 1
    for got, asked in zip(printed[0].get_size(), made[0].get_size(), strict=True):
        assert abs(got - asked) < 0.5 * MM
    grey = [page[0].render(scale=1, grayscale=True).to_pil().convert("L") for page in (printed, made)]
    dark = [sum(picture.histogram()[:128]) for picture in grey]
    assert 0.5 < dark[0] / dark[1] < 2


def test_chosen_pages_and_copies_come_out(queue: Path) -> None:
    pdf = render_slip_json({**SLIP, "present_illness": "头晕三天。" * 300}, "out")
    assert len(pypdfium2.PdfDocument(pdf)) > 1
    assert print_pdf(PrintJob(pdf, "slip 2", printer=QUEUE, first=1, last=1, copies=2)) == 2
    [file] = sheets(queue)
    assert len(pypdfium2.PdfDocument(file)) in (
        1,
        2,
    )  # copies are pages of one file, or the queue's own doing


def test_of_a_print_that_was_stopped_no_further_page_comes_out(queue: Path) -> None:
    pdf = render_slip_json({**SLIP, "present_illness": "头晕三天。" * 300}, "out")
    with pytest.raises(PaperError, match="没有记为已打印"):
        print_pdf(PrintJob(pdf, "slip 7", printer=QUEUE), lambda _done, _total: False)
    # What was drawn already is in the queue's hands: the sentence says that a few sheets may come out.
    [file] = sheets(queue)
    assert len(pypdfium2.PdfDocument(file)) == 1 < len(pypdfium2.PdfDocument(pdf))


def test_the_code_is_still_read_from_what_came_out(queue: Path, tmp_path: Path) -> None:
    with township(tmp_path / "clinic") as app:
        desk = Desk(app)
        joined(app, desk)
        job = app.printing.job(desk.referral(), printer=QUEUE)
        print_pdf(PrintJob(job.pdf, job.title, printer=QUEUE))
        app.printing.printed(job, printer=QUEUE)
        [row] = app.printing.register.log_of("referral", job.object_id)
        assert (row.printer, row.outcome) == (QUEUE, prints.PRINTED)
    [file] = sheets(queue)
    page = pypdfium2.PdfDocument(file)[0]
    assert codes_in_picture(page.render(scale=150 / 72, grayscale=True).to_pil())


def job_file(title: str) -> bytes:
    """Return what the scheduler wrote down about a job, which it does within half a minute."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        for file in SPOOL.glob("c*"):
            content = file.read_bytes()
            if title.encode() in content:
                return content
        time.sleep(0.5)
    raise AssertionError(f"the scheduler wrote nothing about {title}")


TRAYS = """*OpenUI *InputSlot/Paper Source: PickOne
*OrderDependency: 20 AnySetup *InputSlot
*DefaultInputSlot: Upper
*InputSlot Upper/Upper Tray: ""
*InputSlot Lower/Lower Tray: ""
*InputSlot Manual/Manual Feed: ""
*CloseUI: *InputSlot

"""


def test_the_trays_of_the_driver_are_offered_and_the_chosen_one_goes_with_the_job(
    queue: Path, tmp_path: Path
) -> None:
    driver = PPD.read_text(encoding="utf-8")
    own = tmp_path / "trays.ppd"
    own.write_text(driver.replace("*OpenUI", TRAYS + "*OpenUI", 1), encoding="utf-8")
    lp("lpadmin", "-p", QUEUE, "-P", str(own))
    slots = trays.told_by_cups(QUEUE)
    assert slots == ("Upper", "Lower", "Manual")
    lower = next(one.key for one in trays.trays_of(QUEUE, slots) if one.key.endswith("Lower"))
    print_pdf(PrintJob(render_slip_json(SLIP, "out"), "slip 6", printer=QUEUE, tray=lower))
    sheets(queue)
    job = job_file("slip 6")
    assert b"InputSlot" in job
    assert b"Lower" in job


def test_a_queue_that_takes_no_jobs_gives_a_sentence(queue: Path) -> None:
    for stop in ("cupsreject", "cupsdisable"):
        lp(stop, QUEUE)
        with pytest.raises(PaperError, match="现在停着，没有打印"):
            print_pdf(PrintJob(render_slip_json(SLIP, "out"), "slip 3", printer=QUEUE))
        lp("cupsaccept", QUEUE)
    assert list(queue.glob("*.pdf")) == []


def test_a_queue_that_is_gone_gives_a_sentence(queue: Path) -> None:
    with pytest.raises(PaperError, match="找不到打印机"):
        print_pdf(PrintJob(render_slip_json(SLIP, "out"), "slip 4", printer="gone"))


def test_nothing_of_a_print_is_left_behind(
    queue: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    print_pdf(PrintJob(render_slip_json(SLIP, "out"), "slip 5", printer=QUEUE))
    sheets(queue)
    assert list(temporary.iterdir()) == []
