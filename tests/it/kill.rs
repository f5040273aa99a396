//! A build that is killed at any moment leaves the old site or the new one.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use duizhao::output::Method;
use duizhao::output::Site;
use duizhao::output::write;

use crate::sites::put;
use crate::sites::rendered;
use crate::sites::snapshot;

/// Names the folder that the process to be killed writes to.
const FOLDER: &str = "DUIZHAO_TEST_KILL_FOLDER";
/// Set for the method file by file.
const PLAIN: &str = "DUIZHAO_TEST_KILL_PLAIN";

/// One of two sites that share half of their pages' paths.
fn one_of_two(which: usize) -> Site {
    let paths = (0..40).map(move |n| format!("p{}/index.html", n + which * 20));
    rendered(paths, move |path| Ok(format!("{which}{path}").repeat(50).into_bytes()))
}

/// Not a test of its own: what [`kill_often`] starts and kills.
#[test]
#[ignore = "runs until it is killed"]
fn build_until_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let method = if std::env::var(PLAIN).is_ok() { Method::FileByFile } else { Method::Exchange };
    for n in 0.. {
        write(&one_of_two(n % 2), Path::new(&folder), method).unwrap();
    }
}

fn kill_often(is_plain: bool, rounds: u64, after: impl Fn(&Path)) {
    let home = tempfile::tempdir().unwrap();
    let public = home.path().join("public");
    write(&one_of_two(0), &public, Method::Exchange).unwrap();
    put(&public, ".git/HEAD", "ref");
    for round in 0..rounds {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["kill::build_until_killed", "--exact", "--ignored", "--test-threads=1"]);
        command.env(FOLDER, &public).stdout(Stdio::null()).stderr(Stdio::null());
        if is_plain {
            command.env(PLAIN, "1");
        }
        let mut child = command.spawn().unwrap();
        // From the first build on, at a different moment each time.
        let manifest = public.join(".duizhao-manifest.json");
        let before = std::fs::read(&manifest).unwrap_or_default();
        while std::fs::read(&manifest).is_ok_and(|now| now == before) {
            assert!(child.try_wait().unwrap().is_none(), "the build ended by itself");
            std::thread::sleep(Duration::from_millis(1));
        }
        // A multiple of a number without a common factor visits all moments in no order.
        std::thread::sleep(Duration::from_micros(round * 7919 % 17_000));
        child.kill().unwrap();
        child.wait().unwrap();
        after(&public);
    }
    write(&one_of_two(1), &public, Method::Exchange).unwrap();
    assert_eq!(snapshot(&public), whole(1));
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing is left beside");
}

/// What the folder has for one of the two sites.
fn whole(which: usize) -> BTreeMap<String, Vec<u8>> {
    let home = tempfile::tempdir().unwrap();
    let public = home.path().join("public");
    write(&one_of_two(which), &public, Method::Exchange).unwrap();
    put(&public, ".git/HEAD", "ref");
    snapshot(&public)
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let sites = [whole(0), whole(1)];
    kill_often(false, 40, |public| {
        assert!(sites.contains(&snapshot(public)), "the site is a mixture");
    });
}

#[test]
fn after_a_kill_file_by_file_the_next_build_makes_it_whole() {
    let next = whole(0);
    kill_often(true, 12, |public| {
        assert_eq!(std::fs::read(public.join(".git/HEAD")).unwrap(), b"ref");
        write(&one_of_two(0), public, Method::FileByFile).unwrap();
        assert!(snapshot(public) == next, "something is left of the killed build");
    });
}
