"""Builds of the shipped edition by the finished program, elsewhere and interrupted.

    python3 tests/validate/builds.py <program>

Two folders, locales, time zones and numbers of threads give the same bytes; so do parts put
together; and a build killed at any moment leaves the old site or the new one.
"""

import filecmp
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("site.toml", "published-ids.toml", "content", "glossary", "seeds", "themes")
MANIFEST = ".duizhao-manifest.json"
KILLS = 40


def edition(folder):
    """A copy of the edition, without the rest of the repository."""
    folder.mkdir(parents=True)
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return folder


def start(program, root, output, *words, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [program, "build", "--quiet", "--root", root, "--output", output, *words]
    return subprocess.Popen([str(word) for word in command], env=kept | environment, cwd=root)


def build(*arguments, **environment):
    code = start(*arguments, **environment).wait()
    if code != 0:
        sys.exit(f"the build {arguments[1:]} ended with {code}")
    return arguments[2]


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def differences(one, other, without=()):
    here, there = ([name for name in files(folder) if name not in without] for folder in (one, other))
    if here != there:
        return sorted(set(here) ^ set(there))
    return filecmp.cmpfiles(one, other, here, shallow=False)[1]


def places(program, home):
    """The same bytes wherever, whenever and by however many threads they are made."""
    one = edition(home / "a")
    other = edition(home / "elsewhere" / "数字 中国")
    first = build(program, one, home / "one", "--threads", "1", LC_ALL="C", TZ="UTC")
    second = build(
        program, other, home / "two", "--threads", "7", LC_ALL="zh_CN.UTF-8", LANG="tr_TR.UTF-8",
        TZ="Asia/Kathmandu", COLUMNS="40", USER="x")
    return differences(first, second)


def shards(program, home):
    """Parts that runs of their own have made are the site when they are copied together."""
    merged = home / "merged"
    for part in ("3/3", "1/3", "2/3"):
        output = build(program, home / "a", home / part.replace("/", "-"), "--shard", part)
        shutil.copytree(output, merged, dirs_exist_ok=True)
    return differences(home / "one", merged, without=(MANIFEST,))


def kills(program, home):
    """Killed at random moments, from its beginning to its end: never a mixture of two sites."""
    changed = edition(home / "changed")
    site = changed / "site.toml"
    site.write_text(site.read_text("utf-8").replace('version = "0.1.0"', 'version = "0.9.9"'), "utf-8")
    begin = time.monotonic()
    sites = [home / "one", build(program, changed, home / "other")]
    length = time.monotonic() - begin
    if not differences(*sites):
        return ["the two sites are the same"]
    public = home / "kept" / "public"
    shutil.copytree(sites[0], public)
    (public / "CNAME").write_text("x.example")
    chance = random.Random(20261122)
    standing, midway, seen = 0, 0, [0, 0]
    for round in range(KILLS):
        child = start(program, (changed, home / "a")[standing], public)
        time.sleep(chance.uniform(0, length * 1.1))
        midway += child.poll() is None
        child.kill()
        child.wait()
        left = [differences(public, site, without=("CNAME",)) for site in sites]
        if [] not in left:
            return [f"a mixture after kill {round}: {left}"[:500]]
        standing = left.index([])
        seen[standing] += 1
        if (public / "CNAME").read_text() != "x.example":
            return [f"a foreign file is lost after kill {round}"]
    build(program, changed, public)
    beside = [path.name for path in public.parent.iterdir() if path != public]
    print(f"  {midway} of {KILLS} builds were killed before their end; {seen[0]} times the first"
          f" site stood there then, {seen[1]} times the second")
    return beside or differences(public, sites[1], without=("CNAME",))


def main():
    program = Path(sys.argv[1]).resolve()
    wrong = False
    with tempfile.TemporaryDirectory() as home:
        for check in (places, shards, kills):
            found = check(program, Path(home))
            print(f"{check.__doc__.splitlines()[0]} {'NO: ' + str(found[:9]) if found else 'yes'}")
            wrong |= bool(found)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
