//! What furniture says: the set phrases of menus, teasers, notices and comment boxes, in the languages that pages come in.
//!
//! Phrases are compared word by word, in lower case and without punctuation, and only ever with short lines: a sentence of an article
//! that begins with "Share this" is longer.

/// Longest line, in characters, that is compared with phrases.
pub(super) const SHORT: usize = 160;

/// Headings above other stories and comments. A line that is nothing else begins a stretch of furniture.
const HEADINGS: &str = "\
     also in the news | also read | around the web | comment | comments | comments are closed | discussion |\
     editor s picks | editors picks | from around the web | from our partners | from the web | in other news |\
     join the conversation | join the discussion | latest | latest articles | latest headlines | latest news |\
     latest posts | latest stories | leave a comment | leave a reply | more articles | more from this section |\
     more headlines | more in this section | more like this | more news | more on this story | more on this topic |\
     more stories | more to explore | more to read | most popular | most read | most viewed | most commented |\
     must read | no comments | no comments yet | other news | other stories | popular articles | popular news |\
     popular posts | popular stories | popular now | post a comment | promoted content | promoted stories | read next |\
     reader comments | recent articles | recent news | recent posts | recent stories | recommended |\
     recommended articles | recommended for you | recommended reading | recommended stories | related |\
     related articles | related content | related coverage | related links | related news | related posts |\
     related reading | related stories | related topics | related video | related videos | responses | see also |\
     similar articles | similar stories | sponsored content | sponsored stories | stories for you |\
     suggested articles | suggested for you | suggested stories | take our quiz | the latest | today s headlines |\
     top headlines | top news | top stories | trending | trending now | trending stories | up next | view comments |\
     what to read next | write a comment | you may also like | you may also be interested in | you may like |\
     you might also be interested in | you might also like | you might like | your comment | your comments |\
     show comments | auch interessant | das konnte sie auch interessieren | das könnte sie auch interessieren |\
     kommentare | mehr zum thema | meistgelesen | neueste artikel | weitere artikel | weitere meldungen |\
     weitere nachrichten | ähnliche artikel | zum thema | verwandte artikel | lesen sie auch | a lire aussi |\
     à lire aussi | articles liés | articles similaires | commentaires | dans la même rubrique | lire aussi |\
     les plus lus | sur le même sujet | vos commentaires | à voir aussi | plus d articles | artigos relacionados |\
     artículos relacionados | comentarios | comentários | deja un comentario | deja una respuesta | las más leídas |\
     leia também | lo más leído | lo más visto | mais lidas | más leídas | más noticias | mais notícias |\
     noticias relacionadas | notícias relacionadas | te puede interesar | también te puede interesar | veja também |\
     ver comentarios | articoli correlati | commenti | i più letti | leggi anche | lascia un commento |\
     notizie correlate | potrebbe interessarti anche | читайте также | комментарии | похожие новости | другие новости |\
     اقرأ أيضا | اقرأ أيضاً | تعليقات | مواضيع ذات صلة | أخبار ذات صلة";

/// Beginnings of such headings, which go on with a name or a subject ("More from the Herald").
const HEADING_BEGINNINGS: &str = "\
     also from | also in | also on | elsewhere in | elsewhere on | elsewhere this | latest from | latest in | latest on | more from | more in | more on |\
     more stories | other stories | related to | you could also | mehr aus | mehr von | más de | mais de | plus de";

/// Most words of a heading known by its beginning.
const HEADING_WORDS: usize = 7;

/// Lines that are furniture where they are nothing else, and begin no stretch of it.
const LINES: &str = "\
     ad | ads | advertisement | advertisements | advertising | article continues below |\
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

fn listed(phrases: &str) -> impl Iterator<Item = &str> {
    phrases.split('|').map(str::trim)
}

/// What a short line says by its set phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// A heading above other stories or comments.
    Heading,
    /// A label, a button or a notice.
    Line,
    /// The beginning of a pointer elsewhere or of a notice.
    Beginning,
}

/// The phrase that `line` is or begins with.
pub(super) fn phrase(line: &str) -> Option<Phrase> {
    if line.chars().count() > SHORT {
        return None;
    }
    let words = words(line);
    let is = |phrases: &str| listed(phrases).any(|phrase| phrase == words);
    let begins = |phrases: &str| {
        listed(phrases).any(|phrase| words.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    };
    let labels = !super::paragraph::ends_sentence(line) && words.split(' ').count() <= HEADING_WORDS;
    if is(HEADINGS) || counts_comments(&words) || (labels && begins(HEADING_BEGINNINGS)) {
        Some(Phrase::Heading)
    } else if is(LINES) {
        Some(Phrase::Line)
    } else if begins(BEGINNINGS) {
        Some(Phrase::Beginning)
    } else {
        None
    }
}

/// Whether `line` is nothing but a time: "2 hours ago", "Published 12 May 2020", "Last updated at 17:50 GMT", "4 min read".
pub(super) fn is_time(line: &str) -> bool {
    let words = words(line);
    let known = |word: &str| {
        let word = word.trim_start_matches(|c: char| c.is_ascii_digit());
        TIME_WORDS.contains(&word) || word.len() >= 3 && (MONTHS.iter().chain(DAYS).any(|name| name.starts_with(word)))
    };
    line.chars().count() <= SHORT
        && words.contains(|c: char| c.is_ascii_digit())
        && words.contains(char::is_alphabetic)
        && words.split(' ').all(known)
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
            "comments" | "comment" | "replies" | "responses" | "kommentare" | "commentaires" | "comentarios" | "comentários" | "commenti"
        )
}

/// `line` in lower case, its words (letters and digits) apart by one space.
pub(super) fn words(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    for c in line.chars() {
        if c.is_alphanumeric() || c == '©' {
            words.extend(c.to_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_phrases_are_known_by_their_words() {
        assert_eq!(phrase("RELATED ARTICLES:"), Some(Phrase::Heading));
        assert_eq!(phrase("Comments (12)"), Some(Phrase::Heading));
        assert_eq!(phrase("– Advertisement –"), Some(Phrase::Line));
        assert_eq!(phrase("Read also: Harbour opens again"), Some(Phrase::Beginning));
        assert_eq!(phrase("Relatedness is a matter of degree"), None);
        assert_eq!(phrase("Commentators had expected no more"), None);
    }

    #[test]
    fn times_hold_nothing_but_times() {
        for time in ["2 hours ago", "Published 12 May 2020", "Last updated at 17:50 GMT", "Sept. 3rd, 2021 8:51 p.m. ET", "4 min read"] {
            assert!(is_time(time), "{time}");
        }
        for other in ["Year", "Qtr ends Jan 31", "12 ships were waiting", "2024", "10 Downing Street"] {
            assert!(!is_time(other), "{other}");
        }
    }
}
