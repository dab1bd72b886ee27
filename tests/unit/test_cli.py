from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from clinic_app.cli import main
from clinic_app.cli.parser import build_parser
from clinic_app.services.app import App
from clinic_app.services.workplace import Machine
from tests.helpers.clinic import PASSWORD, services_machine, township
from tests.helpers.services import Desk

SLIP = {
    "patient_name": "张䶮",
    "gender": "1",
    "age": "68岁",
    "to_org": "崆峒县人民医院",
    "impression": "高血压3级",
    "present_illness": "头晕三天",
    "referral_date": "2026-11-20",
}


@pytest.fixture(autouse=True)
def _no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLINIC_PASSWORD", "CLINIC_PASSPHRASE", "CLINIC_LOGIN", "CLINIC_RECOVERY_CODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


@pytest.fixture
def machine() -> Machine:
    return services_machine()


@pytest.fixture
def base(tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "clinic"
    with township(folder, machine) as app:
        Desk(app).referral()
    monkeypatch.setenv("CLINIC_PASSWORD", PASSWORD)
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str, machine: Machine | None = None) -> tuple[int, Any]:
    code = main([*words, "--json"], machine=machine)
    out, err = capsys.readouterr()
    assert err == ""
    answer = json.loads(out)
    assert answer["ok"] is (code == 0)
    return code, answer


def written(folder: Path, name: str, content: object) -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


# ---- slips ----


def test_a_slip_needs_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = written(tmp_path, "slip.json", SLIP), tmp_path / "slip.pdf"
    code, answer = run(capsys, "slip", "render", "--input", source, "--output", str(target), "--form", "out")
    assert code == 0
    assert answer["bytes"] == target.stat().st_size
    document = pypdfium2.PdfDocument(target)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "张䶮" in text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["slip.json", "slip.pdf"]


def test_a_return_slip_from_the_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    back = {"patient_name": "王建国", "back_org": "白水镇卫生院", "diagnosis": "冠心病"}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(back)))
    target = tmp_path / "back.pdf"
    words = ("slip", "render", "--input", "-", "--output", str(target), "--form", "back", "--paper", "a5")
    assert run(capsys, *words)[0] == 0
    assert target.read_bytes().startswith(b"%PDF")


def test_overprint_leaves_the_captions_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = written(tmp_path, "slip.json", SLIP), tmp_path / "slip.pdf"
    words = ("slip", "render", "--input", source, "--output", str(target), "--overprint")
    assert run(capsys, *words, "--offset-mm", "1.5,-2")[0] == 0
    document = pypdfium2.PdfDocument(target)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "张䶮" in text
    assert "患者姓名" not in text


def test_all_problems_of_a_slip_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = {**SLIP, "gender": "男", "colour": "red", "patient_name": ""}
    source, target = written(tmp_path, "slip.json", bad), tmp_path / "slip.pdf"
    code, answer = run(capsys, "slip", "render", "--input", source, "--output", str(target))
    assert code == 2
    assert {problem["field"] for problem in answer["problems"]} == {"gender", "colour", "patient_name"}
    assert not target.exists()
    assert main(["slip", "render", "--input", source, "--output", str(target)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [("{", "json.syntax"), ("[1]", "json.object"), ('{"age":"1岁","age":"2岁"}', "key.twice")],
)
def test_what_is_no_slip_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, code: str
) -> None:
    source = written(tmp_path, "slip.json", content)
    exit_code, answer = run(capsys, "slip", "render", "--input", source, "--output", str(tmp_path / "x.pdf"))
    assert (exit_code, answer["problems"][0]["code"]) == (2, code)


def test_files_that_are_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = str(tmp_path / "x.pdf")
    code, answer = run(capsys, "slip", "render", "--input", str(tmp_path / "no.json"), "--output", output)
    assert (code, answer["error"]["kind"]) == (1, "FileError")
    source = written(tmp_path, "slip.json", SLIP)
    code, answer = run(
        capsys, "slip", "render", "--input", source, "--output", str(tmp_path / "no" / "x.pdf")
    )
    assert (code, answer["error"]["kind"]) == (1, "FileError")


def test_a_character_without_glyph_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, "slip.json", {**SLIP, "patient_name": "张\ue000"})
    code, answer = run(capsys, "slip", "render", "--input", source, "--output", str(tmp_path / "x.pdf"))
    assert code == 1
    assert "E000" in answer["error"]["message"]
    assert not (tmp_path / "x.pdf").exists()


def test_codes_are_verified_without_an_installation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = ("--basedir", str(tmp_path / "none"))
    code, answer = run(capsys, "slip", "verify", "--text", "HELLO", *nowhere)
    assert (code, answer["verdict"]) == (1, "not_a_slip")
    code, answer = run(capsys, "slip", "verify", "--text", "ZZ1:XYZ", *nowhere)
    assert (code, answer["verdict"]) == (1, "altered")
    code, answer = run(capsys, "slip", "verify", "--image", str(tmp_path / "no.png"), *nowhere)
    assert (code, answer["error"]["kind"]) == (1, "FileError")
    assert not (tmp_path / "none").exists()


def test_a_genuine_code_is_valid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    from tests.unit.services.test_slip_codes import joined

    with township(tmp_path / "clinic", machine) as app:
        joined(app, Desk(app))
        pdf = app.printing.save_pdf(app.printing.job(Desk(app).referral()), tmp_path / "slip.pdf")
    where = ("--basedir", str(tmp_path / "clinic"))
    code, answer = run(capsys, *where, "slip", "verify", "--pdf", str(pdf), machine=machine)
    assert (code, answer["verdict"]) == (0, "valid")
    assert answer["content"]["fields"]["patient_name"] == "王建国"
    code, answer = run(capsys, "slip", "verify", "--pdf", str(pdf), "--basedir", str(tmp_path / "none"))
    assert (code, answer["verdict"]) == (1, "unknown_issuer")


# ---- follow-up rules ----


def test_a_follow_up_is_evaluated_without_a_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visit = {"disease": "hypertension", "age": 50, "sbp": 150, "dbp": 90, "visit_date": "2026-11-20"}
    source = written(tmp_path, "visit.json", {**visit, "previous_class": "2"})
    code, answer = run(capsys, "follow-up", "evaluate", "--input", source)
    assert code == 0
    assert (answer["class"], answer["next_date"], answer["refer"]) == ("2", "2026-12-04", "advise")
    assert answer["reasons"]
    source = written(tmp_path, "visit.json", {**visit, "sbp": "x"})
    assert run(capsys, "follow-up", "evaluate", "--input", source)[0] == 2


# ---- an installation ----


def test_a_new_installation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("init", "--name", "白水镇卫生院", "--account-name", "李医生", "--basedir", str(tmp_path / "c"))
    code, answer = run(capsys, *words, machine=machine)
    assert (code, answer["problems"][0]["code"]) == (2, "secret.missing")
    secret = written(tmp_path, "password", PASSWORD + "\n")
    code, answer = run(capsys, *words, "--password-file", secret, machine=machine)
    assert (code, answer["login"]) == (0, "lys")
    assert len(answer["recovery_code"]) > 30
    with App.open(tmp_path / "c", machine=machine) as app:
        app.session.log_in("lys", PASSWORD)
        assert app.institution.name == "白水镇卫生院"
    code, answer = run(capsys, *words, "--password-file", secret, machine=machine)
    assert (code, answer["error"]["kind"]) == (1, "FileError")


def test_the_recovery_code_can_go_into_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLINIC_PASSWORD", PASSWORD)
    file = tmp_path / "code.txt"
    words = ("init", "--name", "白水镇卫生院", "--account-name", "李医生", "--basedir", str(tmp_path / "c"))
    code, answer = run(capsys, *words, "--recovery-code-file", str(file), machine=machine)
    assert code == 0
    assert "recovery_code" not in answer
    assert file.stat().st_mode & 0o077 == 0
    code, answer = run(capsys, *words, "--recovery-code-file", str(file), machine=machine)
    assert (code, answer["problems"][0]["code"]) == (2, "file.exists")


def test_a_bad_form_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLINIC_PASSWORD", "123")
    words = ("init", "--name", "白水镇卫生院", "--account-name", "李", "--slip-prefix", "oi")
    code, answer = run(capsys, *words, "--basedir", str(tmp_path / "c"), machine=machine)
    assert code == 2
    assert {"password", "slip_prefix"} <= {problem["field"] for problem in answer["problems"]}
    assert not (tmp_path / "c").exists()


def test_backup_restore_doctor_and_audit(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    where = ("--basedir", str(base))
    code, made = run(capsys, *where, "backup", machine=machine)
    assert code == 0
    assert Path(made["path"]).stat().st_size == made["bytes"]
    code, answer = run(capsys, "doctor", *where, machine=machine)
    assert (code, answer["sound"]) == (0, True)
    code, answer = run(capsys, "audit", "verify", *where, machine=machine)
    assert (code, answer["sound"]) == (0, True)
    code, answer = run(capsys, "restore", made["path"], *where, machine=machine)
    assert code == 0
    assert Path(answer["set_aside"]).exists()
    code, answer = run(capsys, "restore", str(tmp_path / "no.db"), *where, machine=machine)
    assert (code, answer["error"]["kind"]) == (1, "FileError")


def test_an_altered_audit_trail_fails(
    base: Path, capsys: pytest.CaptureFixture[str], machine: Machine, expected_logs: Any
) -> None:
    expected_logs.allow("put back: audit_unchanged")
    with App.open(base, machine=machine) as app:
        app.place.db.execute("DROP TRIGGER audit_unchanged")
        app.place.db.execute("UPDATE audit SET user_name = '别人' WHERE no = 1")
    code, answer = run(capsys, "audit", "verify", "--basedir", str(base), machine=machine)
    assert (code, answer["first_bad"]) == (1, 1)
    code, answer = run(capsys, "doctor", "--basedir", str(base), machine=machine)
    assert (code, answer["sound"]) == (1, False)


def test_patients_in_and_out(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    book = openpyxl.Workbook()
    for row in (["姓名", "身份证号"], ["李秀英", "620802196205092248"], ["王建国", "62080219580312123X"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "in.xlsx")
    where = ("--basedir", str(base))
    fix = str(tmp_path / "fix.xlsx")
    words = ("patients", "import", str(tmp_path / "in.xlsx"), "--corrections", fix)
    code, answer = run(capsys, *where, *words, machine=machine)
    assert code == 0
    counts = answer["counts"]
    assert counts["rows"] == counts["empty"] + counts["imported"] + counts["matched"] + counts["to_correct"]
    assert counts["to_correct"] == len(answer["to_correct"]) >= 1
    assert Path(answer["corrections"]).exists()
    code, answer = run(capsys, *where, "patients", "export", str(tmp_path / "out.xlsx"), machine=machine)
    assert (code, answer["rows"]) == (0, 1 + counts["imported"])


def test_the_countys_numbers(base: Path, capsys: pytest.CaptureFixture[str], machine: Machine) -> None:
    where = ("--basedir", str(base))
    code, answer = run(capsys, *where, "report", "2026-11", machine=machine)
    assert (code, answer["total"]) == (0, 1)
    flows = {flow["flow"]: flow["count"] for flow in answer["flows"]}
    assert flows == {"sent_up": 1, "back_from_higher": 0, "same_level": 0, "from_lower": 0, "sent_down": 0}
    assert "王建国" not in json.dumps(answer, ensure_ascii=False)
    assert run(capsys, *where, "report", "某月", machine=machine)[0] == 2
    assert run(capsys, *where, "report", "2026", "--output", "x.doc", machine=machine)[0] == 2
    file = str(base / "report.xlsx")
    assert run(capsys, *where, "report", "2026", "--output", file, machine=machine)[0] == 0
    assert Path(file).stat().st_size > 1000
    written = str(base / "总结.docx")
    for wrong in (("2026", "x.txt"), ("2026-11", written)):
        assert run(capsys, *where, "report", wrong[0], "--summary", wrong[1], machine=machine)[0] == 2
    code, answer = run(capsys, *where, "report", "2026", "--summary", written, machine=machine)
    assert (code, answer["summary"]) == (0, written)
    assert Path(written).read_bytes().startswith(b"PK")
    assert main([*where, "report", "2026-11"], machine=machine) == 0
    assert "转往上级　1 人次" in capsys.readouterr().out


def test_a_wrong_password_and_an_unknown_login(
    base: Path, capsys: pytest.CaptureFixture[str], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLINIC_PASSWORD", "wrong")
    code, answer = run(capsys, "backup", "--basedir", str(base), machine=machine)
    assert (code, answer["problems"][0]["code"]) == (2, "login.wrong")
    code, answer = run(capsys, "backup", "--login", "nobody", "--basedir", str(base), machine=machine)
    assert (code, answer["problems"][0]["code"]) == (2, "login.wrong")


def test_an_open_window_keeps_commands_out(
    base: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    with App.open(base, machine=machine):
        code, answer = run(capsys, "doctor", "--basedir", str(base), machine=machine)
    assert (code, answer["error"]["kind"]) == (1, "DatabaseBusy")


def test_working_alone_there_is_nobody_to_exchange_with(
    base: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    assert run(capsys, "sync", "--basedir", str(base), machine=machine)[0] != 0
    file = str(base / "out.zzb")
    assert run(capsys, "courier", "export", file, "--basedir", str(base), machine=machine)[0] == 2
    assert run(capsys, "courier", "import", file, "--basedir", str(base), machine=machine)[0] == 1
    assert not Path(file).exists()
    assert run(capsys, "enrol", "not a ticket", "--basedir", str(base), machine=machine)[0] == 2


def test_no_installation(tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine) -> None:
    code, answer = run(capsys, "doctor", "--basedir", str(tmp_path / "none"), machine=machine)
    assert (code, answer["error"]["kind"]) == (1, "KeyMissing")


# ---- papers ----


def words_of(path: str) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def number_of(base: Path, machine: Machine) -> str:
    with App.open(base, machine=machine) as app:
        app.session.log_in("lys", PASSWORD)
        return app.printing.register.numbers().rows[0].slip_no


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("slip", "双向转诊"),
        ("consent", "知情同意书"),
        ("handover-out", "交接记录"),
        ("handover-in", "交接记录"),
        ("referral-card", "双向转诊联系卡"),
    ],
)
def test_every_paper_of_a_referral_is_made_by_its_number(
    kind: str, title: str, base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    number, target = number_of(base, machine), tmp_path / "paper.pdf"
    words = ["paper", kind, number, "--output", str(target), "--basedir", str(base)]
    code, answer = run(capsys, *words, machine=machine)
    assert (code, answer["bytes"]) == (0, target.stat().st_size)
    text = words_of(str(target)).replace(" ", "")
    assert title in text
    assert "王建国" in text
    code, answer = run(capsys, "paper", "numbers", "--basedir", str(base), machine=machine)
    assert [(row["slip_no"], row["status"], row["copies"]) for row in answer["numbers"]] == [
        (number, "issued", 0)
    ]


def test_a_hand_over_is_filled_from_a_file(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    number, target, values = number_of(base, machine), tmp_path / "paper.pdf", tmp_path / "values.json"
    words = ["paper", "handover-out", number, "--output", str(target), "--basedir", str(base)]
    values.write_text(json.dumps({"escort": "马护士", "left_at": "0930", "pulse": "88"}), encoding="utf-8")
    assert run(capsys, *words, "--values", str(values), machine=machine)[0] == 0
    text = words_of(str(target)).replace(" ", "")
    assert "马护士" in text
    assert "09:30" in text
    values.write_text(json.dumps({"pulse": "快"}), encoding="utf-8")
    code, answer = run(capsys, *words, "--values", str(values), machine=machine)
    assert (code, answer["problems"][0]["field"]) == (2, "pulse")


def test_a_paper_of_an_unknown_number_is_told(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    words = ["paper", "slip", "BSZW-99-99999-99", "--output", str(tmp_path / "a.pdf"), "--basedir", str(base)]
    code, answer = run(capsys, *words, machine=machine)
    assert (code, answer["error"]["kind"]) == (1, "NotFound")
    number = number_of(base, machine)
    words = ["paper", "back", number, "--output", str(tmp_path / "a.pdf"), "--basedir", str(base)]
    assert run(capsys, *words, machine=machine)[0] == 1
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["cards", "health"], "居民健康档案信息卡"),
        (["cards", "family", "--single", "--find", "王"], "家庭医生"),
        (["register", "2026"], "双向转诊登记"),
        (["register", "2026", "--direction", "back"], "双向转诊登记"),
        (["due", "--until", "2027-01-01"], "随访"),
        (["due", "--calls"], "电话"),
        (["blank", "out"], "双向转诊"),
        (["blank", "calibration", "--paper", "241_half"], "套打校准页"),
    ],
)
def test_lists_cards_and_registers_are_made(
    words: list[str],
    title: str,
    base: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    machine: Machine,
) -> None:
    target = tmp_path / "paper.pdf"
    code, _ = run(capsys, "paper", *words, "--output", str(target), "--basedir", str(base), machine=machine)
    assert code == 0
    assert title in words_of(str(target)).replace(" ", "")


def test_the_register_is_a_spreadsheet_too(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], machine: Machine
) -> None:
    target = tmp_path / "register.xlsx"
    words = ["paper", "register", "2026", "--output", str(target), "--basedir", str(base)]
    assert run(capsys, *words, machine=machine)[0] == 0
    assert openpyxl.load_workbook(target).sheetnames
    words[4] = str(tmp_path / "register.doc")
    assert run(capsys, *words, machine=machine)[0] == 2


# ---- words ----


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "缺少"),
        (["dance"], "不能写 'dance'"),
        (["slip", "render"], "缺少 --input, --output"),
        (["slip", "render", "--input", "a", "--output", "b", "--offset-mm", "1"], "1.5,-2"),
        (["slip", "render", "--input", "a", "--output", "b", "--scale", "x"], "要写数字"),
        (["slip", "verify"], "要写一个"),
        (["slip", "verify", "--text", "a", "--pdf", "b"], "只能写一个"),
        (["doctor", "--loud"], "不认识 --loud"),
        (["report"], "缺少 period"),
    ],
)
def test_wrong_words_are_told_in_chinese(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    code, answer = run(capsys, *words)
    assert (code, answer["problems"][0]["code"]) == (2, "usage")


def test_help_is_there_for_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(["slip", "render", "--help"])
    assert ended.value.code == 0
    assert "转诊单" in capsys.readouterr().out


def test_a_defect_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError("王建国 620802195803121235")

    monkeypatch.setattr("clinic_app.services.slip_rendering.render_slip_json", broken)
    source = written(tmp_path, "slip.json", SLIP)
    words = ["slip", "render", "--input", source, "--output", str(tmp_path / "x.pdf")]
    assert main(words) == 1
    err = capsys.readouterr().err
    assert "没有做完（RuntimeError）" in err
    assert len(err.splitlines()) == 1
    assert main([*words, "--debug"]) == 1
    err = capsys.readouterr().err
    assert "Traceback" in err or "broken" in err
    assert "620802195803121235" not in err


def test_the_demonstration_gets_its_options_and_its_failure_is_a_failure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[list[str]] = []

    def play(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command[1:])
        return subprocess.CompletedProcess(command, 1 if "40" in command else 0)

    monkeypatch.setattr(subprocess, "run", play)
    out = str(tmp_path / "out")
    assert run(capsys, "demo", "--people", "50", "--output", out, "--no-window")[0] == 0
    assert run(capsys, "demo", "--people", "40")[0] == 1
    assert asked[0] == ["-m", "ui.demo", "--output", out, "--people", "50", "--no-window"]
