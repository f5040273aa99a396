//! A bounded cache of rendered pages.

use std::collections::BTreeMap;

use axum::body::Bytes;

/// Rendered pages by their index, the least recently used dropped when they grow too large.
#[derive(Debug)]
pub struct Cache {
    limit: usize,
    size: usize,
    clock: u64,
    /// Index of a page → when it was last used, and the page.
    pages: BTreeMap<usize, (u64, Bytes)>,
    /// When a page was last used → its index.
    uses: BTreeMap<u64, usize>,
}

impl Cache {
    /// An empty cache for pages of at most `limit` bytes together.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { limit, size: 0, clock: 0, pages: BTreeMap::new(), uses: BTreeMap::new() }
    }

    /// A page, if it is held.
    pub fn get(&mut self, index: usize) -> Option<Bytes> {
        let (used, page) = self.pages.get_mut(&index)?;
        self.clock += 1;
        self.uses.remove(used);
        self.uses.insert(self.clock, index);
        *used = self.clock;
        Some(page.clone())
    }

    /// Holds a page, and drops others to make room. One larger than the limit is not held.
    pub fn put(&mut self, index: usize, page: Bytes) {
        if page.len() > self.limit || self.pages.contains_key(&index) {
            return;
        }
        self.clock += 1;
        self.size += page.len();
        self.uses.insert(self.clock, index);
        self.pages.insert(index, (self.clock, page));
        while self.size > self.limit {
            let Some((_, oldest)) = self.uses.pop_first() else { return };
            let dropped = self.pages.remove(&oldest);
            self.size -= dropped.map_or(0, |(_, page)| page.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_page_goes_first() {
        let mut cache = Cache::new(10);
        cache.put(1, Bytes::from_static(b"aaaa"));
        cache.put(2, Bytes::from_static(b"bbbb"));
        assert!(cache.get(1).is_some());
        cache.put(3, Bytes::from_static(b"cccc"));
        assert!(cache.get(2).is_none());
        assert_eq!(cache.get(1).as_deref(), Some(&b"aaaa"[..]));
        assert!(cache.get(3).is_some());
        assert_eq!(cache.size, 8);
    }

    #[test]
    fn a_page_larger_than_the_cache_is_not_held() {
        let mut cache = Cache::new(3);
        cache.put(1, Bytes::from_static(b"aaaa"));
        assert!(cache.get(1).is_none());
    }
}
