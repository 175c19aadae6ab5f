//! What names of ids, classes, roles and properties say of an element's purpose.
//!
//! Authors name things after what they are for, and the names repeat from site to site. The words below are those that
//! occurred on at least 15 of some 1,000 sites with text that was nearly all article or nearly all not, put into groups by meaning.

use std::sync::LazyLock;

use super::lexicon::Lexicon;

/// Purposes that names tell; a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Navigation,
    Frame,
    Comment,
    Related,
    List,
    Social,
    Author,
    Details,
    Picture,
    SignUp,
    Advert,
    Notice,
    Side,
    Box,
    Summary,
    Content,
    Story,
}

/// Number of [`Purpose`]s.
pub(super) const PURPOSES: usize = 17;

/// Names of the [`Purpose`]s, in their order.
pub(super) const NAMES: [&str; PURPOSES] = [
    "named navigation",
    "named frame",
    "named comment",
    "named related",
    "named list",
    "named social",
    "named author",
    "named details",
    "named picture",
    "named sign-up",
    "named advert",
    "named notice",
    "named side",
    "named box",
    "named summary",
    "named content",
    "named story",
];

/// The same, for elements that hold a block but not the core of the article.
pub(super) const NAMES_APART: [&str; PURPOSES] = [
    "apart as navigation",
    "apart as frame",
    "apart as comment",
    "apart as related",
    "apart as list",
    "apart as social",
    "apart as author",
    "apart as details",
    "apart as picture",
    "apart as sign-up",
    "apart as advert",
    "apart as notice",
    "apart as side",
    "apart as box",
    "apart as summary",
    "apart as content",
    "apart as story",
];

const WORDS: [(Purpose, &str); PURPOSES] = [
    (
        Purpose::Navigation,
        "nav navigation navbar navbox subnav menu submenu megamenu menubar menuitem menus breadcrumb breadcrumbs crumb crumbs pagination pager toolbar \
         topbar tabs tab tablist sitemap dropdown flyout burger hamburger skip toggle next prev previous toc search filter",
    ),
    (Purpose::Frame, "foot footer header colophon contentinfo copyright legal disclaimer masthead branding bottom terms privacy"),
    (
        Purpose::Comment,
        "comment comments commentform commentlist commenting respond reply replies disqus discussion thread threads livefyre viafoura spotim coral \
         vuukle hyvor feedback responses kommentare kommentar commentaires comentarios comentario",
    ),
    (
        Purpose::Related,
        "related relatedposts relatednews recommended recommend recommendation recommendations popular trending recent latest teaser teasers promo \
         promos recirc recirculation outbrain taboola readmore upnext similar suggested mostread similares relacionadas relacionados verwandt",
    ),
    (
        Purpose::List,
        "also most more carousel slider swiper card cards listing entries posts stories articles archive archives ticker headlines river feed",
    ),
    (
        Purpose::Social,
        "share sharing shares social socials sharedaddy twitter facebook whatsapp pinterest linkedin reddit instagram follow likes addthis addtoany sns",
    ),
    (Purpose::Author, "author authors byline bylines bio biography contributor contributors avatar vcard profile autor autore auteur"),
    (
        Purpose::Details,
        "date time timestamp published updated meta metadata postmeta tags tag tagged categories category taxonomy topics topic labels label eyebrow \
         kicker rubric dateline info details datum fecha count views",
    ),
    (
        Purpose::Picture,
        "caption captions credit credits attribution figcaption figure photo image img picture gallery slideshow media video videos player audio \
         podcast thumbnail thumb",
    ),
    (
        Purpose::SignUp,
        "newsletter newsletters subscribe subscriber subscription signup sign login signin register registration paywall piano email form gform \
         gfield fields cta ctas donate donation join membership offer button buttons btn action actions campaign upsell marketing",
    ),
    (
        Purpose::Advert,
        "ad ads advert adverts advertisement advertising adsbygoogle sponsor sponsored sponsors dfp gpt adsense commercial affiliate partner \
         partners publicidade publicidad werbung anzeige adwrap adslot adunit shop cart",
    ),
    (
        Purpose::Notice,
        "cookie cookies consent gdpr ccpa modal popup popover overlay notice notification notifications tooltip banner alert announcement message \
         dialog lightbox onetrust toast hidden error",
    ),
    (Purpose::Side, "sidebar sidebars aside rail secondary tertiary complementary widget widgets textwidget column right left lateral bar"),
    (
        Purpose::Box,
        "box infobox factbox quote pullquote highlight highlights embed embedded callout note panel accordion faq table key takeaways",
    ),
    (
        Purpose::Summary,
        "summary standfirst dek deck excerpt lead lede intro introduction subtitle subhead subheadline subheading description abstract strapline \
         title headline heading head hed",
    ),
    (
        Purpose::Content,
        "content body text copy main richtext prose rte wysiwyg paragraph paragraphs markdown inhalt contenido contenu texte texto",
    ),
    (
        Purpose::Story,
        "article story post entry hentry news blog artikel noticia articulo articolo articlebody blogpost newsarticle reportage",
    ),
];

/// All words with their purposes.
static VOCABULARY: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&WORDS.map(|(purpose, words)| (words, 1 << purpose as u32)), ' '));

/// The purposes that the words of a hint name, as bits. Words end where letters do and before a capital: `entryContent_x1` has
/// `entry` and `content`.
pub(super) fn purposes(hint: &str) -> u32 {
    let mut purposes = 0;
    let mut word = String::new();
    let mut before_was_small = false;
    for c in hint.chars().chain([' ']) {
        if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && before_was_small) {
            purposes |= VOCABULARY.meaning(&word);
            word.clear();
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
        before_was_small = c.is_ascii_lowercase();
    }
    // An embedded post is content that names its network, not a row of buttons.
    if hint.contains("twitter-tweet") { purposes & !(1 << Purpose::Social as u32) } else { purposes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_the_ways_that_sites_write_them() {
        let says = |hint: &str, purpose: Purpose| super::purposes(hint) >> purpose as u32 & 1 == 1;
        for hint in ["comment-list", "postComments", "Comment_body__x1", "COMMENTS"] {
            assert!(says(hint, Purpose::Comment), "{hint}");
        }
        assert!(says("entryContent", Purpose::Story) && says("entryContent", Purpose::Content));
        assert!(!says("commentary", Purpose::Comment));
        assert!(!says("twitter-tweet", Purpose::Social));
        assert_eq!(super::purposes("css-1x2y3z"), 0);
    }
}
