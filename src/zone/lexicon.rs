//! Lists of words and phrases, each with what it means as bits, looked up in one sorted table.

/// What is listed, and the bits of its meaning.
pub(super) struct Lexicon(Vec<(&'static str, u32)>);

impl Lexicon {
    /// Of lists whose entries are apart by `separator`, white space around them left out; each list with the meaning of its entries.
    pub(super) fn of(lists: &[(&'static str, u32)], separator: char) -> Self {
        let entries = lists.iter().flat_map(|(list, meaning)| list.split(separator).map(move |entry| (entry.trim(), *meaning)));
        let mut entries: Vec<_> = entries.filter(|(entry, _)| !entry.is_empty()).collect();
        entries.sort_unstable();
        Lexicon(entries)
    }

    /// The meanings of `entry` together; 0 where it is not listed.
    pub(super) fn meaning(&self, entry: &str) -> u32 {
        let at = self.0.partition_point(|(listed, _)| *listed < entry);
        self.0[at..].iter().take_while(|(listed, _)| *listed == entry).fold(0, |all, (_, meaning)| all | meaning)
    }
}
