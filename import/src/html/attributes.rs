//! Keeps a tag from having attributes without number: the parser compares each with all before it in the tag, so half a million of
//! them, which fit into three megabytes, would take it about a minute.

use std::borrow::Cow;

/// Most attributes of a tag; what is behind them is left out up to the next `>`. Real pages stay under 100.
pub(super) const MOST: u32 = 1024;

/// Where in a tag one can be, as the HTML standard's tokenizer has it.
#[derive(Clone, Copy)]
enum State {
    TagName,
    Between,
    Name,
    AfterName,
    BeforeValue,
    DoubleQuoted,
    SingleQuoted,
    Unquoted,
}

/// Attributes so far, by state, of the tag that has the most there. Whether `<a` is a tag or stands in a script, a comment or a
/// value, only the parser knows; so each is followed, and the one that is a tag is among them.
type Counts = [Option<u32>; 8];

/// The same markup without what is more.
pub(super) fn bounded(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out = String::new();
    let (mut counts, mut kept, mut at): (Counts, _, _) = ([None; 8], 0, 0);
    while at < bytes.len() {
        if counts.iter().all(Option::is_none) {
            match bytes[at..].iter().position(|byte| *byte == b'<') {
                Some(open) => at += open,
                None => break,
            }
        }
        let next = step(&counts, bytes[at]);
        if next[State::Name as usize] > Some(MOST) {
            let end = bytes[at..].iter().position(|byte| *byte == b'>').map_or(bytes.len(), |end| at + end);
            // A character of several bytes goes as a whole: a name's first byte begins one.
            out.push_str(&html[kept..at]);
            (kept, at) = (end, end);
            continue;
        }
        counts = next;
        if bytes[at] == b'<' && is_name(&bytes[at + 1..]) {
            counts[State::TagName as usize] = Some(0);
        }
        at += 1;
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

/// Whether a tag's name stands here, of an end tag too.
fn is_name(rest: &[u8]) -> bool {
    rest.strip_prefix(b"/").unwrap_or(rest).first().is_some_and(u8::is_ascii_alphabetic)
}

fn step(counts: &Counts, byte: u8) -> Counts {
    use State::{AfterName, BeforeValue, Between, DoubleQuoted, Name, SingleQuoted, TagName, Unquoted};
    let mut next = [None; 8];
    for state in [TagName, Between, Name, AfterName, BeforeValue, DoubleQuoted, SingleQuoted, Unquoted] {
        let Some(count) = counts[state as usize] else { continue };
        let (to, more) = match (state, byte) {
            (DoubleQuoted, b'"') | (SingleQuoted, b'\'') => (Between, 0),
            (DoubleQuoted | SingleQuoted, _) => (state, 0),
            (_, b'>') => continue,
            (BeforeValue, b'"') => (DoubleQuoted, 0),
            (BeforeValue, b'\'') => (SingleQuoted, 0),
            (Name | AfterName, b'=') => (BeforeValue, 0),
            (Name, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') => (AfterName, 0),
            (TagName | Unquoted, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') => (Between, 0),
            (_, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') => (state, 0),
            (TagName | Between | Name | AfterName, b'/') => (Between, 0),
            (Between | AfterName, _) => (Name, 1),
            (BeforeValue, _) => (Unquoted, 0),
            _ => (state, 0),
        };
        next[to as usize] = next[to as usize].max(Some(count + more));
    }
    next
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use html5ever::tendril::StrTendril;
    use html5ever::tokenizer::states::RawKind;
    use html5ever::tokenizer::{BufferQueue, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer};

    use super::*;

    /// Notes how many attributes a tag has at most.
    #[derive(Default)]
    struct Most(Cell<usize>);

    impl TokenSink for Most {
        type Handle = ();

        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
            self.0.set(self.0.get().max(tag.attrs.len()));
            match (tag.kind, &*tag.name) {
                (StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
                _ => TokenSinkResult::Continue,
            }
        }
    }

    fn most(html: &str) -> usize {
        let tokenizer = Tokenizer::new(Most::default(), Default::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.get()
    }

    fn many(count: u32, like: impl Fn(u32) -> String) -> String {
        (0..count).map(like).collect()
    }

    #[test]
    fn what_is_too_much_is_left_out_whatever_stands_around_it() {
        for before in ["", "<script>a<b c=\"</script>", "<!-- <a b='-->", "<p title='<a b=\">'>", "é<", "<title></p a='b>'"] {
            for like in [|n| format!(" a{n}"), |n| format!("/é{n} "), |n| format!(" a{n}='>' <x{n} "), |n| format!("\na{n} = \"b\"c{n}=d")]
            {
                for open in ["<p", "</p"] {
                    let html = format!("{before}{open}{}>text", many(2 * MOST, like));
                    assert!(most(&html) >= 2 * MOST as usize, "{}", &html[..60]);
                    assert!(most(&bounded(&html)) <= MOST as usize, "{}", &html[..60]);
                    assert!(bounded(&html).ends_with(">text"));
                }
            }
        }
    }

    #[test]
    fn what_is_not_is_left_as_it_is() {
        let long = "word / \" = ".repeat(10_000);
        for html in [
            format!("<p{}>text", many(MOST, |n| format!(" a{n}=b"))),
            format!("<p title='{long}'>{long}</p><!-- {long} --><script>{long}</script>"),
            "<a b=c>".repeat(10_000),
        ] {
            assert!(matches!(bounded(&html), Cow::Borrowed(_)));
        }
    }
}
