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

/// A stretch of words, and whether they differ from the other side's.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) text: String,
    pub(super) changed: bool,
}

/// The page's sentence, its differences from its source marked.
pub(super) fn of_page(page: &Units, sentence: &Sentence) -> Vec<Stretch> {
    let changes = sentence.changes.iter().filter_map(|change| Some((change.page?, change.kind)));
    stretches(page, sentence.start, sentence.end, changes)
}

/// The source's sentence, what the page left out or changed marked; `None` where the pack keeps no text.
pub(super) fn of_source(sentence: &Sentence) -> Option<Vec<Stretch>> {
    let source = Units::new(sentence.matches.first()?.text.as_deref()?);
    let changes = sentence.changes.iter().filter_map(|change| Some((change.source?, change.kind)));
    Some(stretches(&source, 0, source.len(), changes))
}

fn stretches(text: &Units, start: u32, end: u32, changes: impl Iterator<Item = ([u32; 2], ChangeKind)>) -> Vec<Stretch> {
    let mut marked: Vec<[u32; 2]> = changes.filter(|(_, kind)| *kind != ChangeKind::Kept).map(|(span, _)| span).collect();
    marked.sort_unstable();
    // White space alone does not part what was changed.
    marked.dedup_by(|next, last| {
        let joins = text.get(last[1], next[0]).trim().is_empty();
        if joins {
            last[1] = last[1].max(next[1]);
        }
        joins
    });
    let mut out: Vec<Stretch> = Vec::new();
    let mut push = |from: u32, to: u32, changed: bool| {
        let text = text.get(from, to);
        match out.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.changed == changed => last.text.push_str(&text),
            _ => out.push(Stretch { text, changed }),
        }
    };
    let mut at = start;
    for [from, to] in marked {
        let (from, to) = (from.clamp(at, end), to.clamp(at, end));
        push(at, from, false);
        push(from, to, true);
        at = to;
    }
    push(at, end, false);
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
    fn changed_words_are_marked_on_both_sides() {
        let page = Units::new("🦀 Ferries halted on Monday.");
        let sentence = Sentence {
            start: 3,
            end: 28,
            zone: Zone::Article,
            class: Class::Rewritten,
            score: Some(0.9),
            matches: vec![Match { document: "a".to_owned(), sentence: 0, text: Some("Ferries stopped Monday.".to_owned()), score: 0.9 }],
            quotes: Vec::new(),
            changes: vec![
                Change { kind: ChangeKind::Kept, page: Some([3, 10]), source: Some([0, 7]) },
                Change { kind: ChangeKind::Synonym, page: Some([11, 17]), source: Some([8, 15]) },
                Change { kind: ChangeKind::Inserted, page: Some([18, 20]), source: None },
            ],
            telling: Vec::new(),
        };
        let shown = |stretches: Vec<Stretch>| {
            stretches.into_iter().map(|s| if s.changed { format!("[{}]", s.text) } else { s.text }).collect::<String>()
        };
        assert_eq!(shown(of_page(&page, &sentence)), "Ferries [halted on] Monday.");
        assert_eq!(shown(of_source(&sentence).unwrap()), "Ferries [stopped] Monday.");
    }
}
