//! The same input gives the same bytes: with one thread and with many, and every time.

use crate::support::root;
use crate::support::run;

use duizhao::pipeline::Goal;
use rayon::prelude::*;

use std::collections::BTreeMap;

/// Builds the shipped edition with a number of threads; pages are made in parallel, as when a
/// site is written.
fn build(threads: usize) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let outcome = run(root(), Goal::Build);
        let site = outcome.site.expect("the shipped edition has errors");
        let pages = site.pages.paths().to_vec();
        let made: Vec<Vec<u8>> =
            (0..pages.len()).into_par_iter().map(|i| site.pages.render(i).unwrap()).collect();
        let mut files: BTreeMap<_, _> = pages.into_iter().zip(made).collect();
        files.extend(site.assets.iter().map(|a| (a.path.clone(), a.bytes.to_vec())));
        files
    })
}

#[test]
fn one_thread_and_many_give_the_same_bytes_twice() {
    let first = build(1);
    assert!(first.len() > 10, "only {} files", first.len());
    for threads in [7, 1] {
        let other = build(threads);
        assert!(first.keys().eq(other.keys()), "other files with {threads} threads");
        for (path, bytes) in &first {
            assert!(other[path] == *bytes, "`{path}` differs with {threads} threads");
        }
    }
}
