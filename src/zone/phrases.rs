//! What furniture says: the set phrases of menus, teasers, notices and comment boxes, in the languages that pages come in.
//!
//! Phrases are compared word by word, in lower case and without punctuation, and only ever with short lines: a sentence of an article
//! that begins with "Share this" is longer.

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use super::paragraph::ends_sentence;

/// Longest line, in characters, that is compared with phrases.
pub(super) const SHORT: usize = 160;

/// Headings above other stories. A line that is nothing else begins a stretch of furniture.
const HEADINGS: &str = "\
     also in the news | also read | around the web | don t miss | editor s choice | editor s picks | editors picks | from around the web |\
     from our partners | from the archive | from the web | in case you missed it | in other news | keep reading | latest | latest articles |\
     latest headlines | latest news | latest posts | latest stories | more articles | more from this section | more headlines |\
     more in this section | more like this | more news | more on this story | more on this topic | more stories | more to explore |\
     more to read | most popular | most read | most shared | most viewed | most commented | must read | other headlines | other news |\
     other stories | other stories you may like | our picks | popular articles | popular news | popular posts | popular stories |\
     popular now | promoted content | promoted stories | read also | read next | recent articles | recent news | recent posts |\
     recent stories | recommended | recommended articles | recommended for you | recommended reading | recommended stories | related |\
     related articles | related content | related coverage | related links | related news | related posts | related reading |\
     related stories | related topics | related video | related videos | see also | similar articles | similar stories |\
     sponsored content | sponsored stories | stories for you | stories you may have missed | suggested articles | suggested for you |\
     suggested stories | take our quiz | the latest | today s headlines | top headlines | top news | top picks | top stories | trending |\
     trending now | trending stories | up next | watch next | what others are reading | what to read next | you may also like |\
     you may also be interested in | you may have missed | you may like | you might also be interested in | you might also like |\
     you might like | auch interessant | das konnte sie auch interessieren | das könnte sie auch interessieren |\
     mehr zum thema | meistgelesen | neueste artikel | weitere artikel | weitere meldungen |\
     weitere nachrichten | ähnliche artikel | zum thema | verwandte artikel | lesen sie auch | a lire aussi |\
     à lire aussi | articles liés | articles similaires | dans la même rubrique | lire aussi |\
     les plus lus | sur le même sujet | à voir aussi | plus d articles | artigos relacionados |\
     artículos relacionados | las más leídas | leia também | lo más leído | lo más visto | mais lidas | más leídas | más noticias |\
     mais notícias | noticias relacionadas | notícias relacionadas | te puede interesar | también te puede interesar | veja também |\
     articoli correlati | i più letti | leggi anche | notizie correlate | potrebbe interessarti anche | читайте также | похожие новости |\
     другие новости | اقرأ أيضا | اقرأ أيضاً | مواضيع ذات صلة | أخبار ذات صلة";

/// Headings above what readers wrote.
const COMMENT_HEADINGS: &str = "\
     add a comment | comment | comments | comments are closed | conversation | discussion | have your say | join the conversation |\
     join the discussion | leave a comment | leave a reply | no comments | no comments yet | post a comment | reader comments |\
     reactions | readers comments | responses | show comments | view comments | what do you think | write a comment | your comment |\
     your comments | your thoughts | kommentare | commentaires | vos commentaires | comentarios | comentários | deja un comentario |\
     deja una respuesta | ver comentarios | commenti | lascia un commento | комментарии | تعليقات | التعليقات";

/// Beginnings of such headings, which go on with a name or a subject ("More from the Herald").
const HEADING_BEGINNINGS: &str = "\
     also from | also in | also on | elsewhere in | elsewhere on | elsewhere this | latest from | latest in | latest on | more from | more in | more on |\
     more stories | other stories | related to | you could also | mehr aus | mehr von | más de | mais de | plus de";

/// Most words of a heading known by its beginning.
const HEADING_WORDS: usize = 7;

/// Lines that are furniture where they are nothing else, and begin no stretch of it.
const LINES: &str = "\
     add to favourites | add to favorites | bookmark | bluesky | comment | comments | copy | copy the link | copy url | email this |\
     flipboard | gift | gift this article | link | listen to article | listen to this article | mail | mastodon | messenger |\
     on facebook | on whatsapp | on x | pinterest | post | print article | print this | read aloud | save article | save for later |\
     save this article | save this story | send | share by email | share via email | text size | threads | via email | ad | ads | advertisement | advertisements | advertising | article continues below |\
     article continues below advertisement | back to top | continue reading | continue reading below |\
     cookie settings | copy link | download our app | email | facebook | follow us | follow us on | get the app |\
     home | instagram | like this | link copied | linkedin | listen | load more | loading | log in | login | menu |\
     next | next article | next post | newsletter | previous | previous article | previous post | print |\
     privacy policy | read less | read more | reddit | reply | report this ad | save | scroll to continue | search |\
     see all | see more | share | share on facebook | share on twitter | share on x | share on whatsapp | share this |\
     share this article | share this post | share this story | show less | show more | sign in | sign up |\
     skip to content | skip to main content | sponsored | story continues | story continues below |\
     story continues below advertisement | subscribe | subscribe now | tap to unmute | telegram | terms of use |\
     terms of service | tweet | twitter | view all | view more | watch | whatsapp | x | anzeige | teilen | drucken |\
     mehr | mehr lesen | newsletter abonnieren | werbung | imprimer | partager | publicité | s abonner | se connecter |\
     compartilhar | compartir | publicidad | publicidade | suscríbete | seguinos en | síguenos | condividi |\
     pubblicità | реклама | поделиться | شارك | إعلان";

/// Beginnings of furniture lines: what follows is named by the line itself ("Read also: …", "Follow us on …").
const BEGINNINGS: &str = "\
     about the author | all rights reserved | also read | by continuing to use | by signing up | click here |\
     click to share | copyright © | copyright 19 | copyright 20 | download the | enter your email | filed under |\
     follow us on | for more stories | for more news | for the latest news | get breaking news | get our newsletter |\
     get the latest | join our newsletter | join our telegram | join our whatsapp | join us on | like us on facebook |\
     no comments yet | our newsletter | please enable javascript | posted in | read also | read more | read next |\
     read the full | recommended | related | see also | share this | sign up for | sign up to | subscribe for |\
     subscribe to | tags | this site uses cookies | this website uses cookies | try our | watch also | watch more |\
     we use cookies | you may also like | you must be logged in | your email address will not be published |\
     explore what | lesen sie auch | lire aussi | à lire aussi | lea también | lee también | leia também | leia mais |\
     leggi anche | mehr zum thema | más información | veja também | читайте также | اقرأ أيضا";

/// What a line of writers begins with.
const WRITTEN_BY: &str = "by | posted by | written by | von | geschrieben von | text von | par | écrit par | propos recueillis par |\
     publié par | por | escrito por | publicado por";
/// What such a line begins with where a colon follows.
const LABELS_OF_WRITERS: &str = "autor | autorin | text | auteur | autrice | texte | autora | texto | إعداد | تحرير";
/// Wrote (he, she), and "by the pen of". Names have no capitals there: a sign behind this tells them, or that they are few.
const VERBS_OF_WRITING: &str = "كتب | كتبت | بقلم";
/// Small words in names, and between them and a place or a date.
const BETWEEN_NAMES: &str = "& | and | at | by | desk | for | from | in | of | on | the | von | und | für | aus | par | recueillis | et | à |\
     pour | por | y | en | de | del | la";

/// What a short line says by its set phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// A heading above other stories.
    Heading,
    /// A heading above comments.
    Comments,
    /// A label, a button or a notice.
    Line,
    /// The beginning of a pointer elsewhere or of a notice.
    Beginning,
}

const HEADING: u32 = 1;
const COMMENTS: u32 = 2;
const HEADING_BEGINNING: u32 = 4;
const LINE: u32 = 8;
const BEGINNING: u32 = 16;
const BY: u32 = 32;
const WRITTEN: u32 = 64;
const WROTE: u32 = 128;
const JOINING: u32 = 256;

/// Most words of a listed beginning or label.
const LONGEST: usize = 6;

/// All lists.
static LISTED: LazyLock<Lexicon> = LazyLock::new(|| {
    let lists = [
        (HEADINGS, HEADING),
        (COMMENT_HEADINGS, COMMENTS),
        (HEADING_BEGINNINGS, HEADING_BEGINNING),
        (LINES, LINE),
        (BEGINNINGS, BEGINNING),
        (WRITTEN_BY, BY),
        (LABELS_OF_WRITERS, WRITTEN),
        (VERBS_OF_WRITING, WROTE),
        (BETWEEN_NAMES, JOINING),
    ];
    Lexicon::of(&lists, '|')
});

/// The phrase that `line`, whose [`words`] are given, is or begins with.
pub(super) fn phrase(line: &str, words: &str) -> Option<Phrase> {
    if line.chars().nth(SHORT).is_some() {
        return None;
    }
    let whole = LISTED.meaning(words);
    let begins = beginning(words);
    let short = !ends_sentence(line) && words.split(' ').count() <= HEADING_WORDS;
    if whole & COMMENTS != 0 || counts_comments(words) {
        Some(Phrase::Comments)
    } else if whole & HEADING != 0 || short && begins & HEADING_BEGINNING != 0 {
        Some(Phrase::Heading)
    } else if whole & LINE != 0 {
        Some(Phrase::Line)
    } else if begins & BEGINNING != 0 {
        Some(Phrase::Beginning)
    } else {
        None
    }
}

/// Whether text of any length, in the form of [`words`], begins like a pointer elsewhere or a notice.
pub(super) fn points_elsewhere(words: &str) -> bool {
    beginning(words) & BEGINNING != 0
}

/// What the first words mean together.
fn beginning(words: &str) -> u32 {
    starts(words, LONGEST).fold(0, |all, start| all | LISTED.meaning(start))
}

/// Share of `words` that labels make up, one after the other, as in a row of buttons: "share post copy link save for later".
pub(super) fn labels(words: &str) -> f32 {
    let (mut rest, mut all, mut covered) = (words, 0.0f32, 0.0);
    while !rest.is_empty() {
        let label = starts(rest, LONGEST).filter(|start| LISTED.meaning(start) & (HEADING | COMMENTS | LINE) != 0).last();
        let taken = label.or_else(|| starts(rest, 1).next()).unwrap_or(rest);
        let count = taken.split(' ').count() as f32;
        all += count;
        covered += if label.is_some() { count } else { 0.0 };
        rest = rest[taken.len()..].trim_start();
    }
    covered / f32::max(all, 1.0)
}

/// The first word of `words`, the first two, and so on.
fn starts(words: &str, most: usize) -> impl Iterator<Item = &str> {
    let ends = words.match_indices(' ').map(|(at, _)| at).chain([words.len()]);
    ends.take(most).map(|end| &words[..end])
}

/// Whether `line` is nothing but a time: "2 hours ago", "Published 12 May 2020", "Last updated at 17:50 GMT", "4 min read", "16:05".
pub(super) fn is_time(line: &str, words: &str) -> bool {
    let clock = || line.len() <= "16:05".len() && line.contains(':') && line.ends_with(|c: char| c.is_ascii_digit());
    line.chars().count() <= SHORT
        && words.contains(|c: char| c.is_ascii_digit())
        && (words.contains(char::is_alphabetic) || clock())
        && words.split(' ').all(tells_time)
}

fn tells_time(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| c.is_ascii_digit());
    TIME_WORDS.contains(&word) || is_day_or_month(word)
}

fn is_day_or_month(word: &str) -> bool {
    word.len() >= 3 && MONTHS.iter().chain(DAYS).any(|name| name.starts_with(word))
}

/// Longest byline, in characters: two names, a paper and a date.
const BYLINE: usize = 90;

/// Most words of a line that begins with [`WROTE`] without a sign behind it: a name of three parts. "كتب" also means books.
const WROTE_NAME: usize = 4;
/// Bytes of a line within which that sign stands.
const SIGN: usize = 10;

/// Whether `line` is nothing but names with a "By" before them or a date behind: "By Ada Marlow and Jon Pell, Staff Writer", "Posted by Ada
/// Marlow on 21 January 2026 in Town", "Ada Marlow, 2 July", "Autorin: Ada Marlow".
pub(super) fn is_byline(line: &str, words: &str) -> bool {
    if line.chars().nth(BYLINE).is_some() {
        return false;
    }
    let begins = beginning(words);
    let signed = || line.find([':', '/', '-', '–']).is_some_and(|at| at <= SIGN);
    let written = || {
        begins & BY != 0
            || begins & WRITTEN != 0 && line.contains(':')
            || begins & WROTE != 0 && (signed() || words.split(' ').count() <= WROTE_NAME)
    };
    let dated = || words.contains(|c: char| c.is_ascii_digit()) && words.split(' ').any(is_day_or_month);
    let small = |token: &str| LISTED.meaning(token.trim_end_matches(':')) & JOINING != 0 || words_of_time(token);
    let named = |token: &str| !token.starts_with(char::is_lowercase) || small(token);
    line.split_whitespace().count() >= 3
        && (written() || dated())
        && (!ends_sentence(line) || line.ends_with(".m."))
        && line.split_whitespace().all(named)
}

/// Whether the words of `token` all tell a time.
fn words_of_time(token: &str) -> bool {
    words(token).split(' ').all(tells_time)
}

/// Whether `line` names where a picture comes from: "Photo: Ada Marlow", "Image credit: …".
pub(super) fn is_picture_credit(line: &str) -> bool {
    let kinds = [
        "photo",
        "photos",
        "photograph",
        "photographer",
        "picture",
        "pictures",
        "image",
        "images",
        "photo credit",
        "image credit",
        "foto",
        "bild",
    ];
    line.chars().count() <= SHORT && line.split_once([':', '/']).is_some_and(|(kind, _)| kinds.contains(&&*words(kind)))
}

/// Whether `line` is what stands under a byline: "Contributing Writer".
pub(super) fn is_role(line: &str) -> bool {
    let words = words(line);
    let roles = ["correspondent", "contributor", "editor", "journalist", "reporter", "staff", "writer"];
    words.split(' ').count() <= 4 && words.split(' ').any(|word| roles.contains(&word))
}

/// Whether a name is an agency's or a paper's rather than a person's.
pub(super) fn names_agency(name: &str) -> bool {
    let marks = [
        "afp",
        "agence",
        "agencies",
        "agency",
        "ap",
        "associated",
        "bbc",
        "bloomberg",
        "broadcasting",
        "cnn",
        "desk",
        "jazeera",
        "media",
        "news",
        "newspaper",
        "post",
        "press",
        "presse",
        "radio",
        "reuters",
        "service",
        "staff",
        "times",
        "wire",
    ];
    words(name).split(' ').any(|word| marks.contains(&word))
}

const MONTHS: &[&str] =
    &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const TIME_WORDS: &[&str] = &[
    "",
    "a",
    "ago",
    "am",
    "at",
    "bst",
    "cet",
    "date",
    "day",
    "days",
    "edt",
    "est",
    "et",
    "first",
    "gmt",
    "h",
    "hour",
    "hours",
    "hr",
    "hrs",
    "ist",
    "last",
    "local",
    "m",
    "min",
    "mins",
    "minute",
    "minutes",
    "modified",
    "month",
    "months",
    "of",
    "on",
    "p",
    "pm",
    "posted",
    "published",
    "pst",
    "pt",
    "read",
    "sec",
    "seconds",
    "sept",
    "st",
    "nd",
    "rd",
    "th",
    "time",
    "today",
    "updated",
    "utc",
    "week",
    "weeks",
    "year",
    "years",
    "yesterday",
];

/// "12 Comments", "Comments (12)".
fn counts_comments(words: &str) -> bool {
    let rest = words.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
    rest.len() < words.len()
        && matches!(
            rest,
            "comments"
                | "comment"
                | "conversation"
                | "reactions"
                | "replies"
                | "responses"
                | "kommentare"
                | "commentaires"
                | "comentarios"
                | "comentários"
                | "commenti"
        )
}

/// `line` in lower case, its words (letters and digits) apart by one space. A capital behind a small letter begins a word too: labels stand
/// in elements of their own without a space between them ("SharePostCopy link").
pub(super) fn words(line: &str) -> String {
    let mut words = String::with_capacity(line.len() + 8);
    let mut before_is_small = false;
    for c in line.chars() {
        if c.is_alphanumeric() || c == '©' {
            if before_is_small && c.is_uppercase() {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        before_is_small = c.is_lowercase();
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(line: &str) -> Option<Phrase> {
        super::phrase(line, &words(line))
    }

    #[test]
    fn set_phrases_are_known_by_their_words() {
        assert_eq!(phrase("RELATED ARTICLES:"), Some(Phrase::Heading));
        assert_eq!(phrase("More from the harbour"), Some(Phrase::Heading));
        assert_eq!(phrase("Comments (12)"), Some(Phrase::Comments));
        assert_eq!(phrase("– Advertisement –"), Some(Phrase::Line));
        assert_eq!(phrase("Read also: Harbour opens again"), Some(Phrase::Beginning));
        assert_eq!(phrase("Read alsoHarbour opens again"), Some(Phrase::Beginning));
        assert_eq!(phrase("Relatedness is a matter of degree"), None);
        assert_eq!(phrase("Commentators had expected no more"), None);
    }

    #[test]
    fn rows_of_buttons_are_made_of_labels() {
        let labels = |line: &str| super::labels(&words(line));
        assert_eq!(labels("SharePostCopy linkSave for later"), 1.0);
        assert_eq!(labels("Print | Email | Ostwick"), 2.0 / 3.0);
        assert_eq!(labels("The harbour was closed on Monday."), 0.0);
        assert_eq!(labels(""), 0.0);
    }

    #[test]
    fn bylines_hold_names_and_dates() {
        let is_byline = |line: &str| super::is_byline(line, &words(line));
        for line in [
            "By Ada Marlow and Jon Pell, Staff Writer",
            "Posted by Ada Marlow on 21 January 2026 in Town",
            "Ada Marlow, 2 July",
            "By Dayline Newsroom · February 11, 2026, 8:31 p.m. · 3 min read",
            "Written by: Ada Marlow",
            "Von Ada Marlow und Jon Pell, Ostwick",
            "VON ADA MARLOW",
            "Autorin: Ada Marlow",
            "Par : Ada Marlow",
            "Par Ada Marlow, à Ostwick",
            "Propos recueillis par Ada Marlow",
            "Auteur : Ada Marlow",
            "Por Ada Marlow de la Torre y Jon Pell",
            "Escrito por: Ada Marlow",
            "كتب: سامي الدارم",
            "كتبت/ هالة الدارم وسامي نور ومنى الدارم",
            "كتب - سامي الدارم",
            "كتب سامي الدارم",
            "بقلم سامي الدارم",
            "إعداد: سامي الدارم",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in [
            "By Monday the harbour was closed again",
            "Ada Marlow",
            "Ada Marlow was born on 2 July.",
            "2 of 12",
            "Von Montag an ist der Hafen wieder offen",
            "Par temps calme, le port reste ouvert",
            "Por la tarde el puerto abrió de nuevo",
            "Text: was im Vertrag steht",
            "كتب الرئيس رسالة إلى البرلمان",
            "كتب سامي الدارم.",
            "تحرير الرهائن في أوستويك",
        ] {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn times_hold_nothing_but_times() {
        let is_time = |line: &str| super::is_time(line, &words(line));
        for time in
            ["2 hours ago", "Published 12 May 2020", "Last updated at 17:50 GMT", "Sept. 3rd, 2021 8:51 p.m. ET", "4 min read", "16:05"]
        {
            assert!(is_time(time), "{time}");
        }
        for other in ["Year", "Qtr ends Jan 31", "12 ships were waiting", "2024", "3:1 for us", "10 Downing Street"] {
            assert!(!is_time(other), "{other}");
        }
    }
}
