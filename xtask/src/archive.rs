//! Archives that are the same for the same files: sorted, with one date, owner and pair of modes.

use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The program's name without its ending: the one file that may be run.
const PROGRAM: &str = "duizhao";

/// Packs a folder, under its own name, as a tar file in gzip.
///
/// # Errors
/// A file that cannot be read, an archive that cannot be written.
pub(crate) fn tar_gz(folder: &Path, archive: &Path, seconds: u64) -> io::Result<()> {
    let encoder = GzEncoder::new(File::create(archive)?, Compression::best());
    let mut builder = tar::Builder::new(encoder);
    for (name, path) in files(folder)? {
        let bytes = std::fs::read(&path)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).map_err(io::Error::other)?);
        header.set_mode(mode(&path));
        header.set_mtime(seconds);
        builder.append_data(&mut header, name, bytes.as_slice())?;
    }
    builder.into_inner()?.finish()?.sync_all()
}

/// Packs a folder, under its own name, as a zip file; its files have the earliest date that a zip
/// knows.
///
/// # Errors
/// A file that cannot be read, an archive that cannot be written.
pub(crate) fn zip(folder: &Path, archive: &Path) -> io::Result<()> {
    let mut writer = ZipWriter::new(File::create(archive)?);
    for (name, path) in files(folder)? {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
        writer.start_file(name, options.unix_permissions(mode(&path)))?;
        io::copy(&mut File::open(&path)?, &mut writer)?;
    }
    writer.finish()?.sync_all()
}

/// All files of a folder with the names they get, sorted by these.
fn files(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut found = Vec::new();
    let mut open = vec![(name, folder.to_owned())];
    while let Some((name, path)) = open.pop() {
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            let to = if entry.file_type()?.is_dir() { &mut open } else { &mut found };
            to.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file may be run does not depend on the system that packs it.
fn mode(path: &Path) -> u32 {
    if path.file_stem().is_some_and(|stem| stem == PROGRAM) && !is_script(path) {
        0o755
    } else {
        0o644
    }
}

/// Completions and the first manual page have the program's name too, with an ending.
fn is_script(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending != "exe")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_archives_whenever_they_were_written() {
        let home = std::env::temp_dir().join(format!("duizhao-archive-{}", std::process::id()));
        let folder = home.join("duizhao-1.0");
        let made: Vec<[Vec<u8>; 2]> = [["b", "a"], ["a", "b"]]
            .into_iter()
            .map(|names| {
                std::fs::remove_dir_all(&home).ok();
                std::fs::create_dir_all(folder.join("man")).unwrap();
                std::fs::write(folder.join(PROGRAM), "program").unwrap();
                names.iter().for_each(|name| std::fs::write(folder.join(name), name).unwrap());
                std::fs::write(folder.join("man/duizhao.1"), "page").unwrap();
                let archives = [home.join("x.tar.gz"), home.join("x.zip")];
                tar_gz(&folder, &archives[0], 86_400).unwrap();
                zip(&folder, &archives[1]).unwrap();
                archives.map(|archive| std::fs::read(archive).unwrap())
            })
            .collect();
        std::fs::remove_dir_all(&home).unwrap();
        assert!(made[0] == made[1], "the order or the time of writing is in them");
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(made[0][0].as_slice()));
        let entries = archive.entries().unwrap().map(Result::unwrap);
        let seen: Vec<_> = entries
            .map(|entry| {
                let header = entry.header();
                let path = entry.path().unwrap().to_string_lossy().into_owned();
                (path, header.mode().unwrap(), header.mtime().unwrap())
            })
            .collect();
        let expected = [
            ("duizhao-1.0/a", 0o644, 86_400),
            ("duizhao-1.0/b", 0o644, 86_400),
            ("duizhao-1.0/duizhao", 0o755, 86_400),
            ("duizhao-1.0/man/duizhao.1", 0o644, 86_400),
        ];
        assert_eq!(seen, expected.map(|(path, mode, time)| (path.to_owned(), mode, time)));
    }
}
