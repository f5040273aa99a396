//! A site reaches its folder whole or not at all, and leaves alone what is not its own.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use duizhao::output::Error;
use duizhao::output::Method;
use duizhao::output::Report;
use duizhao::output::write;
use tempfile::TempDir;

use crate::sites::fault;
use crate::sites::put;
use crate::sites::rendered;
use crate::sites::site;
use crate::sites::snapshot;

const BOTH: [Method; 2] = [Method::Exchange, Method::FileByFile];
const MANIFEST: &str = ".duizhao-manifest.json";

/// A folder with an output folder `public` in it that is not there yet.
fn home() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let public = home.path().join("public");
    (home, public)
}

/// Nothing of ours is beside the output folder.
fn assert_alone(home: &TempDir) {
    let names: Vec<_> =
        fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["public"]);
}

fn texts(folder: &Path) -> Vec<(String, String)> {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let files = snapshot(folder).into_iter().filter(|(path, _)| path != MANIFEST);
    files.map(|(path, bytes)| (path, text(bytes))).collect()
}

fn assert_texts(folder: &Path, expected: &[(&str, &str)]) {
    let found = texts(folder);
    let found: Vec<_> = found.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_site_comes_to_a_new_and_to_an_empty_folder() {
    for method in BOTH {
        for is_empty in [false, true] {
            let (home, public) = home();
            let public = if is_empty { public } else { public.join("a/b") };
            if is_empty {
                fs::create_dir(&public).unwrap();
            }
            let files = [("a.css", "1"), ("index.html", "中"), ("t/x/index.html", "x")];
            let report = write(&site(&files), &public, method).unwrap();
            let largest = ("index.html".to_owned(), 3);
            let expected = Report { files: 3, written: 3, bytes: 5, largest, ..Report::default() };
            assert_eq!(report, expected);
            assert_texts(&public, &files);
            assert_alone(&home);
        }
    }
}

#[test]
fn obsolete_files_go_and_foreign_ones_stay() {
    for method in BOTH {
        let (home, public) = home();
        write(&site(&[("a/old/index.html", "1"), ("b/index.html", "2")]), &public, method).unwrap();
        put(&public, ".git/refs/heads/main", "0");
        put(&public, "CNAME", "plan.example");
        put(&public, "b/mine.txt", "mine");
        fs::create_dir_all(public.join("empty")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere", public.join("link")).unwrap();
        let report = write(&site(&[("index.html", "3")]), &public, method).unwrap();
        assert_eq!((report.written, report.removed), (1, 2));
        let mut expected = vec![
            (".git/refs/heads/main", "0"),
            ("CNAME", "plan.example"),
            ("b/mine.txt", "mine"),
            ("empty/", ""),
            ("index.html", "3"),
        ];
        if cfg!(unix) {
            expected.push(("link", "nowhere"));
        }
        assert_texts(&public, &expected);
        assert_alone(&home);
    }
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    for method in BOTH {
        let (home, public) = home();
        put(&public, "thesis.txt", "ten years of work");
        let error = write(&site(&[("index.html", "1")]), &public, method).unwrap_err();
        assert!(matches!(error, Error::Foreign { .. }), "{error}");
        assert!(error.hint().is_some());
        assert_texts(&public, &[("thesis.txt", "ten years of work")]);
        assert_alone(&home);
    }
    let (_home, public) = home();
    fs::write(&public, "a file").unwrap();
    let error = write(&site(&[("index.html", "1")]), &public, Method::Exchange).unwrap_err();
    assert!(matches!(error, Error::NotAFolder { .. }), "{error}");
    assert_eq!(fs::read(&public).unwrap(), b"a file");
}

#[test]
fn a_fault_leaves_the_old_site_and_nothing_beside_it() {
    for method in BOTH {
        let (home, public) = home();
        write(&site(&[("a.css", "1"), ("index.html", "old")]), &public, method).unwrap();
        let before = snapshot(&public);
        let paths = (0..50).map(|n| format!("p{n:02}/index.html"));
        let broken = rendered(paths, |path| match path {
            "p17/index.html" | "p31/index.html" => Err(fault(path)),
            _ => Ok(b"new".to_vec()),
        });
        for _ in 0..5 {
            let error = write(&broken, &public, method).unwrap_err();
            assert!(matches!(&error, Error::Fault(f) if f.page == "p17/index.html"), "{error}");
        }
        assert_eq!(snapshot(&public), before);
        assert_alone(&home);
    }
}

#[test]
fn a_fault_in_a_first_build_leaves_no_folder() {
    let (home, public) = home();
    let broken = rendered(["index.html".to_owned()], |path| Err(fault(path)));
    write(&broken, &public, Method::Exchange).unwrap_err();
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let paths = || (0..200).map(|n| format!("p{n}/index.html"));
    let many = || rendered(paths(), |path| Ok(path.repeat(100).into_bytes()));
    let written = |threads| {
        let (_home, public) = home();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| write(&many(), &public, Method::Exchange)).unwrap();
        snapshot(&public)
    };
    let one = written(1);
    assert_eq!(one.len(), 201);
    assert!(one == written(8), "the output depends on the number of threads");
}

#[test]
fn unchanged_files_are_not_written_again() {
    for method in BOTH {
        let (_home, public) = home();
        write(&site(&[("a.css", "1"), ("index.html", "1"), ("x.html", "1")]), &public, method)
            .unwrap();
        let before = inode(&public.join("index.html"));
        let next = site(&[("a.css", "1"), ("index.html", "1"), ("x.html", "2")]);
        let report = write(&next, &public, method).unwrap();
        let expected = Report {
            files: 3,
            written: 1,
            unchanged: 2,
            removed: 0,
            bytes: 3,
            largest: report.largest.clone(),
        };
        assert_eq!(report, expected);
        assert_eq!(inode(&public.join("index.html")), before);
        let report = write(&next, &public, method).unwrap();
        assert_eq!((report.written, report.unchanged), (0, 3));
        assert_texts(&public, &[("a.css", "1"), ("index.html", "1"), ("x.html", "2")]);
    }
}

#[cfg(unix)]
fn inode(path: &Path) -> u64 {
    std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap())
}

#[cfg(not(unix))]
fn inode(_: &Path) -> u64 {
    0
}

#[test]
fn a_file_edited_or_removed_by_hand_is_made_good() {
    for method in BOTH {
        let (_home, public) = home();
        let files = [("a.css", "12"), ("index.html", "right"), ("x/index.html", "x")];
        write(&site(&files), &public, method).unwrap();
        fs::write(public.join("index.html"), "wrong").unwrap();
        fs::remove_dir_all(public.join("x")).unwrap();
        let report = write(&site(&files), &public, method).unwrap();
        assert_eq!((report.written, report.unchanged), (2, 1));
        assert_texts(&public, &files);
    }
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    let (home, public) = home();
    put(home.path(), ".public.staging-Ab12Cd/index.html", "half");
    put(home.path(), ".public.lock", "");
    put(home.path(), ".publication.staging-1/x", "not ours");
    write(&site(&[("index.html", "1")]), &public, Method::Exchange).unwrap();
    let left: Vec<_> = snapshot(home.path()).into_keys().collect();
    let manifest = format!("public/{MANIFEST}");
    assert_eq!(left, [".publication.staging-1/x", &manifest, "public/index.html"]);
}

#[test]
fn a_manifest_that_was_tampered_with_leads_nowhere() {
    for method in BOTH {
        let (home, public) = home();
        write(&site(&[("index.html", "1")]), &public, method).unwrap();
        put(home.path(), "victim.txt", "alive");
        let manifest = fs::read_to_string(public.join(MANIFEST)).unwrap();
        for bad in ["../victim.txt", "/victim.txt", "a/../../victim.txt"] {
            let tampered = manifest.replace("index.html", bad);
            fs::write(public.join(MANIFEST), tampered).unwrap();
            let error = write(&site(&[("index.html", "2")]), &public, method).unwrap_err();
            assert!(matches!(error, Error::Manifest { .. }), "{error}");
        }
        fs::write(public.join(MANIFEST), "{").unwrap();
        let error = write(&site(&[("index.html", "2")]), &public, method).unwrap_err();
        assert!(matches!(error, Error::Manifest { .. }), "{error}");
        assert_eq!(fs::read(home.path().join("victim.txt")).unwrap(), b"alive");
        assert_eq!(fs::read(public.join("index.html")).unwrap(), b"1");
    }
}

#[test]
fn paths_that_collide_or_escape_are_refused() {
    let bad: [&[&str]; 5] = [
        &["Terms/index.html", "terms/index.html"],
        &["../index.html"],
        &["/index.html"],
        &["a.html", "a.html/index.html"],
        &[".duizhao-manifest.json"],
    ];
    for paths in bad {
        let (home, public) = home();
        let site = rendered(paths.iter().map(|p| (*p).to_owned()), |_| Ok(Vec::new()));
        let error = write(&site, &public, Method::Exchange).unwrap_err();
        assert!(matches!(error, Error::Path { .. }), "{error}");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_foreign_file_in_the_way_is_not_overwritten() {
    for method in BOTH {
        for (foreign, new) in
            [("a/index.html", "a/index.html"), ("a", "a/index.html"), ("a/b/c.txt", "a/b")]
        {
            let (home, public) = home();
            write(&site(&[("index.html", "1")]), &public, method).unwrap();
            put(&public, foreign, "mine");
            let before = snapshot(&public);
            let next = site(&[("index.html", "2"), (new, "ours")]);
            let error = write(&next, &public, method).unwrap_err();
            assert!(matches!(error, Error::InTheWay { .. }), "{error}");
            assert_eq!(snapshot(&public), before);
            assert_alone(&home);
        }
        let (_home, public) = home();
        write(&site(&[("index.html", "1")]), &public, method).unwrap();
        put(&public, ".nojekyll", "");
        write(&site(&[(".nojekyll", ""), ("index.html", "2")]), &public, method).unwrap();
        assert_texts(&public, &[(".nojekyll", ""), ("index.html", "2")]);
    }
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    for method in BOTH {
        let (_home, public) = home();
        let one = [("a", "1"), ("b/c/d", "1"), ("index.html", "1")];
        let two = [("a/x/y", "2"), ("b", "2"), ("index.html", "1")];
        for files in [one, two, one] {
            write(&site(&files), &public, method).unwrap();
            assert_texts(&public, &files);
        }
    }
}

#[test]
fn a_name_may_change_its_case() {
    for method in BOTH {
        let (_home, public) = home();
        for files in [[("A.css", "1")], [("a.css", "1")]] {
            write(&site(&files), &public, method).unwrap();
            assert_texts(&public, &files);
        }
    }
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let (home, public) = home();
    let inner = public.clone();
    let outer = rendered(["index.html".to_owned()], move |_| {
        let other = site(&[("index.html", "other")]);
        let error = write(&other, &inner, Method::Exchange).unwrap_err();
        assert!(matches!(error, Error::Locked { .. }), "{error}");
        Ok(b"first".to_vec())
    });
    write(&outer, &public, Method::Exchange).unwrap();
    assert_texts(&public, &[("index.html", "first")]);
    assert_alone(&home);
}

#[cfg(unix)]
#[test]
fn others_may_read_the_site_and_the_mode_of_the_folder_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (home, public) = home();
    let usual = home.path().join("usual");
    fs::create_dir(&usual).unwrap();
    let usual_mode = mode(&usual);
    fs::remove_dir(&usual).unwrap();
    write(&site(&[("index.html", "1")]), &public, Method::Exchange).unwrap();
    assert_eq!(mode(&public), usual_mode);
    fs::set_permissions(&public, fs::Permissions::from_mode(0o751)).unwrap();
    write(&site(&[("index.html", "2")]), &public, Method::Exchange).unwrap();
    assert_eq!(mode(&public), 0o751);
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_stays_one() {
    let (home, public) = home();
    let real = home.path().join("elsewhere/site");
    fs::create_dir_all(&real).unwrap();
    std::os::unix::fs::symlink(&real, &public).unwrap();
    for text in ["1", "2"] {
        write(&site(&[("index.html", text)]), &public, Method::Exchange).unwrap();
        assert!(fs::symlink_metadata(&public).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(real.join("index.html")).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn a_foreign_file_keeps_its_identity() {
    let (_home, public) = home();
    write(&site(&[("index.html", "1")]), &public, Method::Exchange).unwrap();
    put(&public, "CNAME", "plan.example");
    let before = inode(&public.join("CNAME"));
    write(&site(&[("index.html", "2")]), &public, Method::Exchange).unwrap();
    assert_eq!(inode(&public.join("CNAME")), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_never_sees_the_site_missing_or_mixed() {
    use std::sync::atomic::AtomicBool;
    use std::sync::atomic::Ordering;
    let (_home, public) = home();
    let of = |text: &str| site(&[("a.html", text), ("index.html", text)]);
    write(&of("0"), &public, Method::Exchange).unwrap();
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 1..60 {
                write(&of(&n.to_string()), &public, Method::Exchange).unwrap();
            }
            is_done.store(true, Ordering::Relaxed);
        });
        while !is_done.load(Ordering::Relaxed) {
            fs::read(public.join("index.html")).expect("the page is there at every moment");
            fs::read(public.join(MANIFEST)).expect("the manifest too");
        }
    });
}
