//! A machine that fails: a full disk, a folder that cannot be written. The old site stays, and the
//! message says what to do. The disks are made in a name space of the test's own, where the system allows it.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;
use std::process::Output;

use crate::sites::put;

fn edition(root: &Path, words: &str) {
    put(root, "site.toml", "title = { en = 'Test' }\nlanguages = ['en']\nversion = '1'\n");
    let document = "id = 'plan'\ntitle = { en = 'Plan' }\nbody = ['a']\n\
                    [[witness]]\nid = 'en'\nname = { en = 'English' }\nlang = 'en'\nrole = 'source'\n";
    put(root, "content/plan/document.toml", document);
    put(root, "content/plan/en.toml", &format!("'a' = '''{words}'''\n"));
}

/// Runs a script in which `disk` is a file system of its own; `None` where the system forbids it.
fn on_own_disk(root: &Path, script: &str) -> Option<Output> {
    let unshared = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-euc", script]);
        command.current_dir(root).env("DUIZHAO", env!("CARGO_BIN_EXE_duizhao")).output().ok()
    };
    std::fs::create_dir_all(root.join("disk")).unwrap();
    let allowed = unshared("mount -t tmpfs none disk")?.status.success();
    allowed.then(|| unshared(script)).flatten()
}

fn check(script: &str, expected: &[&str]) {
    let home = tempfile::tempdir().unwrap();
    edition(home.path(), "One.");
    let Some(run) = on_own_disk(home.path(), script) else {
        // This system gives tests no disk of their own.
        return;
    };
    let told = String::from_utf8_lossy(&run.stderr) + String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{told}");
    for words in expected {
        assert!(told.contains(words), "`{words}` is not in:\n{told}");
    }
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    // Beside the first site the disk has room for some pages of the second; every page is new.
    let script = r#"
        mount -t tmpfs none disk
        "$DUIZHAO" build --quiet --output disk/public
        used=$(df -k --output=used disk | tail -1)
        mount -o remount,size=$((used + 24))k disk
        cp -r disk/public before
        printf "title = { en = 'Another' }\nlanguages = ['en']\nversion = '2'\n" > site.toml
        code=0; "$DUIZHAO" build --output disk/public || code=$?
        diff -r before disk/public && echo "same site" && ls -A disk && echo "exit $code"
    "#;
    check(script, &["error[not-written]", "make room on the disk", "same site\npublic\nexit 3"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let script = r#"
        mount -t tmpfs none disk
        "$DUIZHAO" build --quiet --output disk/public
        cp -r disk/public before
        mount -o remount,ro disk
        code=0; "$DUIZHAO" build --output disk/public || code=$?
        code2=0; "$DUIZHAO" build --output disk/new || code2=$?
        diff -r before disk/public && echo "same site, exit $code $code2"
    "#;
    check(script, &["choose another folder with `--output`", "same site, exit 3 3"]);
}
