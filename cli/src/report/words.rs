//! A sentence and its source as stretches of words, each with what happened to it.

use wirecopy::report::{ChangeKind, Report, Sentence};

/// A text by UTF-16 offsets, as reports count.
pub(super) struct Units(Vec<u16>);

impl Units {
    pub(super) fn new(text: &str) -> Self {
        Units(text.encode_utf16().collect())
    }

    /// A stretch; what lies outside the text is left out.
    pub(super) fn get(&self, start: u32, end: u32) -> String {
        let end = (end as usize).min(self.0.len());
        String::from_utf16_lossy(self.0.get(start as usize..end).unwrap_or_default())
    }

    fn len(&self) -> u32 {
        self.0.len() as u32
    }
}

/// What happened to a stretch of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// They stand on both sides.
    Same,
    /// Other words, or in another place.
    Wording,
    /// What they say differs; how, in words.
    Fact(&'static str),
}

/// A stretch of words, and whether they differ from the other side's.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) text: String,
    pub(super) mark: Mark,
}

/// A fact that differs: how, on the page, in the source.
pub(super) type Fact = (&'static str, Option<String>, Option<String>);

/// The page's sentence, its differences from its source marked.
pub(super) fn of_page(page: &Units, sentence: &Sentence) -> Vec<Stretch> {
    let changes = sentence.changes.iter().filter_map(|change| Some((change.page?, change.kind)));
    stretches(page, sentence.start, sentence.end, changes)
}

/// The source's sentence, what the page left out or changed marked; `None` where the pack keeps no text.
pub(super) fn of_source(sentence: &Sentence) -> Option<Vec<Stretch>> {
    let source = source(sentence)?;
    let changes = sentence.changes.iter().filter_map(|change| Some((change.source?, change.kind)));
    Some(stretches(&source, 0, source.len(), changes))
}

/// The facts of the sentence that are not the source's.
pub(super) fn facts(page: &Units, sentence: &Sentence) -> Vec<Fact> {
    let source = source(sentence);
    let differing = sentence.changes.iter().filter_map(|change| match mark(change.kind) {
        Mark::Fact(kind) => {
            let page = change.page.map(|[start, end]| page.get(start, end));
            let there = source.as_ref().zip(change.source).map(|(source, [start, end])| source.get(start, end));
            // Exchanged roles have the same words on both sides.
            let other = there.filter(|there| Some(there) != page.as_ref());
            Some((kind, page, other))
        }
        Mark::Same | Mark::Wording => None,
    });
    differing.collect()
}

/// Text of the source's sentence.
fn source(sentence: &Sentence) -> Option<Units> {
    Some(Units::new(sentence.matches.first()?.text.as_deref()?))
}

fn mark(kind: ChangeKind) -> Mark {
    match kind {
        ChangeKind::Kept => Mark::Same,
        ChangeKind::Moved | ChangeKind::Synonym | ChangeKind::Replaced | ChangeKind::Inserted | ChangeKind::Deleted => Mark::Wording,
        ChangeKind::Number => Mark::Fact("number differs"),
        ChangeKind::Name => Mark::Fact("name differs"),
        ChangeKind::Date => Mark::Fact("date differs"),
        ChangeKind::Negation => Mark::Fact("negation differs"),
        ChangeKind::Roles => Mark::Fact("roles exchanged"),
    }
}

fn stretches(text: &Units, start: u32, end: u32, changes: impl Iterator<Item = ([u32; 2], ChangeKind)>) -> Vec<Stretch> {
    let marks = changes.map(|(span, kind)| (span, mark(kind)));
    let mut marked: Vec<([u32; 2], Mark)> = marks.filter(|(_, mark)| *mark != Mark::Same).collect();
    marked.sort_unstable_by_key(|(span, _)| *span);
    // White space alone does not part what was changed in one way.
    marked.dedup_by(|(next, how), (last, before)| {
        let joins = how == before && text.get(last[1], next[0]).trim().is_empty();
        if joins {
            last[1] = last[1].max(next[1]);
        }
        joins
    });
    let mut out: Vec<Stretch> = Vec::new();
    let mut push = |from: u32, to: u32, mark: Mark| {
        let text = text.get(from, to);
        match out.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.mark == mark => last.text.push_str(&text),
            _ => out.push(Stretch { text, mark }),
        }
    };
    let mut at = start;
    for ([from, to], mark) in marked {
        let (from, to) = (from.clamp(at, end), to.clamp(at, end));
        push(at, from, Mark::Same);
        push(from, to, mark);
        at = to;
    }
    push(at, end, Mark::Same);
    out
}

/// Title of a page for people.
pub(super) fn title(report: &Report) -> &str {
    report.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&report.page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wirecopy::report::{Change, Class, Match};
    use wirecopy::zone::Zone;

    #[test]
    fn changed_words_are_marked_on_both_sides_and_facts_by_their_kind() {
        let page = Units::new("🦀 Six ferries halted on Monday.");
        let sentence = Sentence {
            start: 3,
            end: 32,
            zone: Zone::Article,
            class: Class::Rewritten,
            score: Some(0.9),
            matches: vec![Match {
                document: "a".to_owned(),
                sentence: 0,
                text: Some("Nine ferries stopped Monday.".to_owned()),
                joined: None,
                score: 0.9,
            }],
            quotes: Vec::new(),
            changes: vec![
                Change { kind: ChangeKind::Number, page: Some([3, 6]), source: Some([0, 4]) },
                Change { kind: ChangeKind::Kept, page: Some([7, 14]), source: Some([5, 12]) },
                Change { kind: ChangeKind::Synonym, page: Some([15, 21]), source: Some([13, 20]) },
                Change { kind: ChangeKind::Inserted, page: Some([22, 24]), source: None },
            ],
            telling: Vec::new(),
        };
        let shown = |stretches: Vec<Stretch>| {
            let marked = stretches.into_iter().map(|s| match s.mark {
                Mark::Same => s.text,
                Mark::Wording => format!("[{}]", s.text),
                Mark::Fact(kind) => format!("[{kind}: {}]", s.text),
            });
            marked.collect::<String>()
        };
        assert_eq!(shown(of_page(&page, &sentence)), "[number differs: Six] ferries [halted on] Monday.");
        assert_eq!(shown(of_source(&sentence).unwrap()), "[number differs: Nine] ferries [stopped] Monday.");
        assert_eq!(facts(&page, &sentence), [("number differs", Some("Six".to_owned()), Some("Nine".to_owned()))]);
    }
}
