"""Runs the steps of the workflow files on this machine, as far as that is possible.

    python3 tests/validate/workflows.py <program> [<step> …]

Each `run:` is executed as a runner does it, with `bash -e`, in a clone of the repository, and ends
with 0; what only the host can do is named. The program takes the place of the one that the steps build.
Every action must be pinned by a whole commit, with the release it is in a comment.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
SCAFFOLD = ROOT / "src/exchange/scaffold/publish.yml"
GUIDE = ROOT / "docs/publishing.md"

PIN = re.compile(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

# Steps that are not run here, and why.
LEFT = {
    "toolchain": "installs Rust, which is here",
    "a C compiler for musl": "installs a package of the system",
    "cargo-deny": "installs a program",
    "what comes in with dependencies": "needs that program, and the network",
    "install duizhao": "the program under test is on the path",
    "test": "is what runs this",
    "program": "the program under test is there",
    "program and site": "builds the program once more",
    "archive": "builds the program once more: `cargo xtask dist` alone",
    "the program in the archive builds a site": "needs that archive",
    "release": "writes to the host",
}

# What the host puts in place of its expressions.
VALUES = {
    "vars.BASE_URL": "https://example.org/edition/",
    "github.token": "",
    "join(needs.*.result, ' ')": "success success success",
}


class Faults(list):
    def add(self, place, message):
        self.append(f"{place}: {message}")


def pinned(path, faults):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if "uses:" in line and not PIN.fullmatch(line.split("uses:")[1].strip()):
            faults.add(f"{path.name}:{number}", "the action is not pinned by a commit")


def filled(script):
    def value(match):
        return VALUES[match.group(1).strip()]

    return re.sub(r"\$\{\{(.*?)\}\}", value, script)


def shell(script, folder, environment, place, faults):
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env=environment, capture_output=True, text=True)
    print(f"  {'ran' if done.returncode == 0 else 'FAILED'}: {place}")
    if done.returncode != 0:
        faults.add(place, f"ended with {done.returncode}\n{done.stdout}{done.stderr}"[-2000:])


def workflow(path, folder, environment, faults):
    """Runs all steps of a workflow in a folder, those of pull requests too."""
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    for job, facts in jobs.items():
        for step in facts["steps"]:
            script, name = step.get("run"), step.get("name", step.get("uses", "?"))
            place = f"{path.name}, {job}, {name}"
            if script is None:
                print(f"  host: {place}")
            elif name in LEFT:
                print(f"  left: {place} ({LEFT[name]})")
            elif name == "checksums":
                checksums(script, folder, environment, place, faults)
            else:
                own = {key: filled(str(value)) for key, value in step.get("env", {}).items()}
                shell(filled(script), folder, environment | own, place, faults)


def checksums(script, folder, environment, place, faults):
    """The archives of a release, made up: the list that is written fits them."""
    archives = folder / "archives"
    archives.mkdir()
    for name in ("duizhao-0-linux.tar.gz", "duizhao-0-windows.zip"):
        (archives / name).write_text(name)
    shell(script, archives, environment, place, faults)
    shell("sha256sum --check --strict SHA256SUMS", archives, environment, f"{place}, checked", faults)


def guide(folder, environment, faults):
    """The commands of the guide for hosts: the job of GitLab, and copying to a server."""
    text = GUIDE.read_text(encoding="utf-8")
    job = yaml.safe_load(re.search(r"```yaml\n(# \.gitlab-ci\.yml\n.*?)```", text, re.S)[1])["pages"]
    variables = {name: str(value) for name, value in job["variables"].items()}
    known = {"CI_PROJECT_DIR": str(folder), "CI_PAGES_URL": "https://example.org/edition"}
    expand = lambda value: re.sub(r"\$(\w+)", lambda m: known[m[1]], value)
    own = environment | {name: expand(value) for name, value in variables.items()}
    (folder / ".cargo/bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(environment["DUIZHAO_PROGRAM"], folder / ".cargo/bin/duizhao")
    shell("\n".join(job["script"]), folder, own, "publishing.md, GitLab Pages", faults)
    for path in job["artifacts"]["paths"]:
        if not (folder / path / "index.html").is_file():
            faults.add("publishing.md, GitLab Pages", f"no site in {path}")
    copied(text, folder, environment, faults)


def copied(text, folder, environment, faults):
    """`rsync` with a folder in place of the server: what it leaves there is the site."""
    place = "publishing.md, a server of one's own"
    if shutil.which("rsync") is None:
        print(f"  left: {place} (no rsync here)")
        return
    lines = "\n".join(line for line in text.splitlines() if line.startswith("rsync "))
    server = folder.parent / "server"
    (server / "old").mkdir(parents=True)
    (server / "old/index.html").write_text("obsolete")
    script = lines.replace("server:/srv/edition/", f"{server}/") + f"\ndiff -r public {server}"
    shell(script, folder, environment, place, faults)


def main():
    program = Path(sys.argv[1]).resolve()
    faults = Faults()
    for path in [*sorted(WORKFLOWS.glob("*.yml")), SCAFFOLD]:
        pinned(path, faults)
    with tempfile.TemporaryDirectory() as home:
        home = Path(home)
        (home / "bin").mkdir()
        shutil.copy(program, home / "bin/duizhao")
        names = ("PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "LANG")
        environment = {name: os.environ[name] for name in names if name in os.environ}
        environment |= {
            "PATH": f"{home / 'bin'}:{environment['PATH']}",
            "DUIZHAO_PROGRAM": str(program),
            "GITHUB_STEP_SUMMARY": str(home / "summary.md"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_REF_NAME": "v" + version(),
            "RUNNER_TEMP": str(home),
            "CI": "true",
        }
        repository = clone(home, program)
        for path in sorted(WORKFLOWS.glob("*.yml")):
            workflow(path, repository, environment, faults)
        if "changed" not in (home / "summary.md").read_text(encoding="utf-8"):
            faults.add("pages.yml", "the summary does not say what has changed")
        begun(home, environment, faults)
        guide(repository, environment, faults)
    print("\n".join(faults) or "every step that can be run here ended well")
    sys.exit(1 if faults else 0)


def version():
    return re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.M)[1]


def clone(home, program):
    """The repository as a runner has it: its base beside it, one reading of a note changed."""
    repository = home / "repository"
    quiet = {"check": True, "capture_output": True}
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(repository)], **quiet)
    release = repository / "target/release"
    release.mkdir(parents=True)
    shutil.copy(program, release / "duizhao")
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(repository / "target/before")], **quiet)
    notes = repository / "content/digital-china-2023/notes.toml"
    text = notes.read_text(encoding="utf-8")
    notes.write_text(re.sub(r'(en = "[^"]*)"', r'\1 Changed."', text, count=1), encoding="utf-8")
    return repository


def begun(home, environment, faults):
    """The workflow that `duizhao new` writes, run in the edition it comes with."""
    edition = home / "edition"
    run = lambda *words: subprocess.run(words, check=True, cwd=edition, capture_output=True)
    subprocess.run([environment["DUIZHAO_PROGRAM"], "new", str(edition)], check=True, capture_output=True)
    run("git", "init", "--quiet")
    run("git", "add", ".")
    run("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "-m", "x")
    path = edition / ".github/workflows/publish.yml"
    pinned(path, faults)
    workflow(path, edition, environment, faults)
    if not (edition / "public/index.html").is_file():
        faults.add("publish.yml", "no site was built")


if __name__ == "__main__":
    main()
