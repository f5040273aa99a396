//! Bytes that are added once and read in pieces: in memory while they are few, on disk after.

use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::PoisonError;

/// A store of bytes that keeps a bounded number of them in memory. The others lie in a file without
/// a name in the system's folder for such files, which goes when the store goes or the program dies.
///
/// Adding never fails: where the disk takes no more, what is added stays in memory.
#[derive(Debug)]
pub struct Spill {
    /// Bytes that are held in memory at most, as long as the disk takes the others.
    keep: usize,
    file: Option<Mutex<File>>,
    /// How many bytes lie in the file.
    on_disk: u64,
    /// The bytes after those.
    recent: Vec<u8>,
}

impl Spill {
    /// An empty store that holds no more than `keep` bytes in memory.
    #[must_use]
    pub fn new(keep: usize) -> Self {
        Self { keep, file: None, on_disk: 0, recent: Vec::new() }
    }

    /// How many bytes there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.on_disk + self.recent.len() as u64
    }

    /// Adds bytes after those that are there.
    pub fn add(&mut self, bytes: &[u8]) {
        self.recent.extend_from_slice(bytes);
        if self.recent.len() > self.keep && self.move_to_disk().is_err() {
            self.keep = usize::MAX;
        }
    }

    fn move_to_disk(&mut self) -> io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => Mutex::new(tempfile::tempfile()?),
        };
        let file = self.file.insert(file);
        let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.on_disk))?;
        file.write_all(&self.recent)?;
        self.on_disk += self.recent.len() as u64;
        self.recent.clear();
        Ok(())
    }

    /// Reads bytes; a range past the end gives those that are there.
    ///
    /// # Errors
    /// The disk does not give back what was written to it.
    pub fn read(&self, range: Range<u64>) -> io::Result<Vec<u8>> {
        let range = range.start.min(self.size())..range.end.min(self.size());
        let on_disk = range.start.min(self.on_disk)..range.end.min(self.on_disk);
        let mut bytes = vec![0; index(on_disk.end.saturating_sub(on_disk.start))];
        if let (Some(file), false) = (&self.file, bytes.is_empty()) {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(on_disk.start))?;
            file.read_exact(&mut bytes)?;
        }
        let from = index(range.start.saturating_sub(self.on_disk));
        let to = index(range.end.saturating_sub(self.on_disk));
        bytes.extend(self.recent.get(from..to).unwrap_or_default());
        Ok(bytes)
    }
}

/// A number of bytes that fit in memory.
fn index(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All ranges of a store that was filled with these pieces, against the same bytes in a row.
    #[track_caller]
    fn check(keep: usize, pieces: &[&str], on_disk: u64) {
        let mut spill = Spill::new(keep);
        pieces.iter().for_each(|piece| spill.add(piece.as_bytes()));
        let all = pieces.concat().into_bytes();
        assert_eq!((spill.size(), spill.on_disk), (all.len() as u64, on_disk));
        for from in 0..=all.len() {
            for to in from..=all.len() {
                let read = spill.read(from as u64..to as u64).unwrap();
                assert_eq!(read, all[from..to], "{from}..{to}");
            }
        }
        assert_eq!(spill.read(0..99).unwrap(), all);
    }

    #[test]
    fn few_bytes_stay_in_memory() {
        check(100, &["数字", "", "abc"], 0);
    }

    #[test]
    fn many_lie_on_disk_and_are_read_across_its_end() {
        check(4, &["abc", "def", "gh", "", "ijklmno", "p"], 15);
        check(0, &["ab", "c"], 3);
    }
}
