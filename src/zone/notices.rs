//! How a site speaks of itself to its reader, and of its writers: words that tell a notice inside the article from the article.

use std::sync::LazyLock;

use super::lexicon::Lexicon;

/// Words, and pairs of words, by which a site speaks of itself to its reader: rights, cookies, letters, links it is paid for. Each stood in blocks
/// that are not article on a dozen sites and more, and there at least ten times as often as in articles.
const NOTICES: &str = "\
     all rights | rights reserved | privacy policy | our privacy | our terms | terms of | of service | of use | user agreement | cookie | cookies | recaptcha |\
     trademark | trademarks | be reproduced | written permission | permission of | informational purposes | by clicking | by continuing | by submitting |\
     by signing | by subscribing | you agree | you consent | agree to | your consent | opt out | this site | our site | this website | our website | your browser | this browser |\
     your inbox | inbox | newsletter | newsletters | our newsletter | subscribe | subscriber | subscribers | subscribing | unsubscribe | sign up | signing up | log in | your email | email address | your submission |\
     required fields | be published | name email | something went | went wrong | affiliate | affiliates | may earn | a commission | small commission | may receive | purchase through |\
     buy through | our links | our partners | our content | our editorial | our newsroom | our journalism | our readers | our reporting | support our | support us | join our | visit our |\
     follow us | about our | with our | through our | become a | donate | contribute | click here | learn more | read more | find out | thank you | thanks for | latest news | breaking news |\
     getty images | photo by | courtesy | advertisement | sponsored | download our | our app | push notifications | ad blocker | javascript |\
     datenschutz | datenschutzerklärung | nutzungsbedingungen | vorbehalten | abonnieren | anmelden | jetzt anmelden | unser newsletter | droits réservés |\
     de confidentialité | abonnez vous | inscrivez vous | votre adresse | en savoir | derechos reservados | de privacidad | suscríbete | suscribirse | correo electrónico |\
     direitos reservados | assine | diritti riservati | iscriviti | все права | подписаться | подпишитесь";

/// The same for what is said of a writer under an article.
const BIOGRAPHY: &str = "\
     a writer | writer and | writer at | staff writer | freelance | freelancer | editor at | editor of | and editor | editor in | a reporter | reporter at | reporter covering | senior reporter |\
     a journalist | journalist and | correspondent for | correspondent at | contributor to | contributing writer | contributing editor | he covers | she covers | he writes | she writes | he joined |\
     she joined | previously worked | previously he | previously she | has written | has covered | his work | her work | lives in | follow him | follow her | on twitter | contact him | contact her | reach him | reach her |\
     the author | author of | ist redakteur | ist redakteurin | freier journalist | est journaliste | es periodista | è giornalista";

const NOTICE: u32 = 1;
const BIOGRAPHIC: u32 = 2;

/// Both lists.
static LISTED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&[(NOTICES, NOTICE), (BIOGRAPHY, BIOGRAPHIC)], '|'));

/// How many phrases of notices and how many of biographies stand in a text, given in the form of [`super::phrases::words`].
pub(super) fn count(words: &str) -> (f32, f32) {
    let (mut notices, mut biography) = (0.0, 0.0);
    let mut before = None;
    let mut at = 0;
    for word in words.split(' ') {
        let end = at + word.len();
        for phrase in [Some(word), before.map(|start| &words[start..end])].into_iter().flatten() {
            match LISTED.meaning(phrase) {
                NOTICE => notices += 1.0,
                BIOGRAPHIC => biography += 1.0,
                _ => {}
            }
        }
        before = Some(at);
        at = end + 1;
    }
    (notices, biography)
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::zone::phrases::words;

    #[test]
    fn phrases_are_found_as_words_and_pairs() {
        let count = |text: &str| count(&words(text));
        assert_eq!(count("Subscribe to our newsletter! All rights reserved."), (5.0, 0.0));
        assert_eq!(count("Ada Marlow is a freelance writer and lives in Ostwick."), (0.0, 3.0));
        assert_eq!(count("The harbour was closed on Monday."), (0.0, 0.0));
        assert_eq!(count(""), (0.0, 0.0));
    }
}
