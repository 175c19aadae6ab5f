//! Who did what to whom: names that changed places.

use crate::align::told::Told;
use crate::align::{Edit, Rest};
use crate::facts::lexicon::among;
use crate::report::ChangeKind;
use crate::text::language::Language;

/// Most names of a sentence whose places are compared.
const MOST_NAMES: usize = 40;
/// Words in front of a name among which one says that it is by whom something is done.
const AGENT: usize = 3;

/// A run of name words that stand together in the source, too: (first, one past the last) on the page, then in the source.
type Name = (usize, usize, usize, usize);

/// The word in front of word `at`, folded.
fn in_front<'a>(told: &'a Told, at: usize) -> Option<&'a str> {
    Some(&told.said[at.checked_sub(1)?])
}

/// Whether the name from word `at` on is by whom something is done: "sued by Korrel", "entendu par le juge Amar".
fn agent(told: &Told, at: usize) -> bool {
    told.said[at.saturating_sub(AGENT)..at].iter().any(|word| among("by par por von durch قبل", word))
}

/// Whether a word is a German article.
fn is_article(word: &str) -> bool {
    among("der die das den dem ein eine einen einem einer", word)
}

/// Two names that changed places while the words beside them stayed: who did what to whom was exchanged.
pub(super) fn roles(alignment: &Rest, (page_told, source_told): (&Told, &Told), language: Language, out: &mut [Edit]) {
    let (page, source) = (page_told.words, source_told.words);
    let place = |i: usize| alignment.kept[i].or(alignment.moved[i]);
    let mut names: Vec<Name> = Vec::new();
    for (i, k) in (0..page.len()).filter(|&i| page[i].name && !page[i].quoted).filter_map(|i| Some((i, place(i)?))) {
        match names.last_mut() {
            Some(last) if last.1 == i && last.3 == k => (last.1, last.3) = (i + 1, k + 1),
            _ => names.push((i, i + 1, k, k + 1)),
        }
    }
    names.retain(|name| source[name.2].name);
    names.truncate(MOST_NAMES);
    // Whether one name's neighbours on the page are those that the other has in the source.
    let stands_for = |one: &Name, other: &Name| {
        let before = one.0.checked_sub(1).map(place) == other.2.checked_sub(1).map(Some);
        let behind = (one.1 < page.len()).then(|| place(one.1)) == (other.3 < source.len()).then_some(Some(other.3));
        (before, behind)
    };
    for (n, one) in names.iter().enumerate() {
        for other in &names[n + 1..] {
            let verb = (one.1..other.0).any(|w| place(w).is_some() && !page[w].name && page[w].weight > 0.0);
            let (first, second) = (stands_for(one, other), stands_for(other, one));
            let exchanged = other.2 < one.2 && (first.0 || first.1) && (second.0 || second.1) && (first.1 || second.0);
            let told = || {
                let cases = |name: &Name| (in_front(page_told, name.0), in_front(source_told, name.2));
                let recast = |name: &Name| agent(page_told, name.0) != agent(source_told, name.2);
                // German tells by its articles who does what, in whatever order.
                let declined = |name: &Name| matches!(cases(name), (Some(a), Some(b)) if a != b && is_article(a) && is_article(b));
                !recast(one) && !recast(other) && (language != Language::German || declined(one) || declined(other))
            };
            if exchanged && verb && told() {
                let words = (one.0..one.1).chain(other.0..other.1);
                for span in words.map(|w| page[w].span) {
                    out.iter_mut().filter(|e| e.page.is_some_and(|p| p.overlap(span) > 0)).for_each(|e| e.kind = ChangeKind::Roles);
                }
            }
        }
    }
}
