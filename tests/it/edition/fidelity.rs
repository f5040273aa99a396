//! One character of a reading changed, removed or doubled: `check` fails at that file and line.

use crate::support::findings;
use crate::support::root;

use duizhao::diag::Severity;
use duizhao::load::tree;
use duizhao::load::tree::SourceTree;
use duizhao::pipeline;
use duizhao::pipeline::Goal;

/// How often each kind of change is tried in every witness.
const TRIES: u64 = 3;

/// Names of the files in `content/<document>/` that are no readings.
const NO_READINGS: [&str; 5] =
    ["document.toml", "notes.toml", "targets.toml", "review.toml", "links.toml"];

#[derive(Debug, Clone, Copy)]
enum Change {
    Replaced,
    Removed,
    Doubled,
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }
}

/// The files of readings.
fn witnesses(tree: &SourceTree) -> Vec<String> {
    let below = tree.below("content/").map(|(path, _)| path);
    let readings = below.filter(|path| {
        let name = path.rsplit('/').next().unwrap();
        path.matches('/').count() == 2
            && path.ends_with(".toml")
            && !NO_READINGS.contains(&name)
            && !path.starts_with("content/pages/")
    });
    readings.map(str::to_owned).collect()
}

/// Changes one character of one reading of a file: the new file, the line, what was done.
fn changed(text: &str, change: Change, random: &mut Random) -> (String, usize, String) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let readings: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].ends_with("'''")).collect();
    let line = readings[random.below(readings.len())];
    let start = lines[line].find("'''").unwrap() + 3;
    let inside = &lines[line][start..lines[line].len() - 3];
    let characters: Vec<(usize, char)> = inside.char_indices().collect();
    let (at, character) = characters[random.below(characters.len())];
    let replacement = match change {
        Change::Replaced if character == 'q' => "z".to_owned(),
        Change::Replaced => "q".to_owned(),
        Change::Removed => String::new(),
        Change::Doubled => format!("{character}{character}"),
    };
    let done = format!("{change:?}: `{character}` in {}", lines[line]);
    let range = start + at..start + at + character.len_utf8();
    lines[line].replace_range(range, &replacement);
    (lines.join("\n") + "\n", line + 1, done)
}

#[test]
fn a_changed_character_of_any_reading_is_an_error_at_its_line() {
    let tree = tree::read(root());
    let witnesses = witnesses(&tree);
    assert!(witnesses.len() >= 4, "only {witnesses:?}");
    let mut faults = Vec::new();
    for seed in 0..TRIES {
        for change in [Change::Replaced, Change::Removed, Change::Doubled] {
            let random = &mut Random(3 * seed + change as u64);
            faults.extend(faults_of(&tree, &witnesses, change, random));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Makes a change in every witness at once; each must be reported at its own place.
fn faults_of(
    tree: &SourceTree,
    witnesses: &[String],
    change: Change,
    random: &mut Random,
) -> Vec<String> {
    let mut tree = tree.clone();
    let mut made = Vec::new();
    for path in witnesses {
        let text = String::from_utf8(tree.files[path.as_str()].clone().unwrap().to_vec()).unwrap();
        let (text, line, done) = changed(&text, change, random);
        tree.insert(path, text.into_bytes());
        made.push((path, line, done));
    }
    let outcome = pipeline::run(&tree, Goal::Check);
    let errors = outcome.diagnostics().iter().filter(|d| d.severity == Severity::Error);
    let places: Vec<(&str, usize)> = errors
        .filter_map(|d| d.primary)
        .map(|s| {
            (outcome.sources.path(s.file), outcome.sources.locate(s.file, s.start as usize).line)
        })
        .collect();
    let missed = made.iter().filter(|(path, line, _)| !places.contains(&(path, *line)));
    missed
        .map(|(path, line, done)| {
            let found = findings(&outcome);
            let shown: Vec<&str> = found.lines().filter(|l| l.contains(path.as_str())).collect();
            format!("{path}:{line}: no error after {done}\n  instead: {shown:?}")
        })
        .collect()
}
