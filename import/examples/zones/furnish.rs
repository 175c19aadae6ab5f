//! Pages with more furniture than they came with: what newer sites put into and under their articles, in many shapes.
//!
//! Collections of labelled pages are years old and come from the sites that are easiest to collect. Teasers in the middle of the text, rows of
//! buttons that only a style keeps apart, and generated class names are rarer there than on the pages that readers have before them.

use wirecopy::zone::{Block, Element, Page};

/// Titles, openings and sentences of other articles, of which teasers and captions are made.
#[derive(Default)]
pub(crate) struct Donors {
    pub(crate) titles: Vec<String>,
    pub(crate) openings: Vec<String>,
    pub(crate) sentences: Vec<String>,
}

const BUTTONS: &[&str] = &[
    "Share",
    "Post",
    "Copy link",
    "Save for later",
    "Email",
    "Print",
    "Facebook",
    "X",
    "WhatsApp",
    "Reddit",
    "LinkedIn",
    "Bluesky",
    "Tweet",
    "Telegram",
    "Save",
    "Listen",
    "Gift this article",
    "Comment",
    "Send",
    "Text size",
    "Partager",
    "Teilen",
    "Compartir",
    "Follow",
];
const POINTERS: &[&str] = &[
    "Read also",
    "Read more",
    "See also",
    "Related",
    "More on this",
    "Also read",
    "Read next",
    "Don’t miss",
    "From the archive",
    "Watch",
    "More from the wires",
    "In other news",
    "Recommended",
    "Editors’ picks",
    "Lire aussi",
    "Mehr zum Thema",
    "Lea también",
    "You may also like",
];
const LISTS: &[&str] = &[
    "More stories",
    "Latest stories",
    "Most popular",
    "Also on this site",
    "Read next",
    "Related articles",
    "Recommended for you",
    "The latest",
    "Around the region",
    "What others are reading",
    "Elsewhere today",
    "From our partners",
    "In brief",
    "More from this section",
    "Trending",
    "This week",
    "Neighbouring news",
    "Weitere Meldungen",
    "À lire aussi",
    "Other headlines",
];
const LETTERS: &[(&str, &str)] = &[
    ("The morning letter", "Six stories before your coffee is cold. Free, and you can leave whenever you like."),
    ("Stay informed", "Sign up and get the news of the day in your inbox every evening at six."),
    ("Support our work", "We do not hide our reporting behind a wall. If it is of use to you, please give what you can."),
    ("", "Get the weekend edition: long reads, puzzles and one good recipe, every Saturday."),
    ("Never miss a story", "Follow our channel and be the first to know when something happens near you."),
    ("Subscribe", "You have read two of your three free articles this month. Subscribers read everything, on every device."),
    ("Our app", "Take the whole paper with you. Download it today and read offline on the train."),
    ("Join the club", "Members get early tickets, a print at Christmas and the editor’s letter on Mondays."),
    (
        "A word from the newsroom",
        "This paper is paid for by those who read it. Five crowns a month from each of you would keep us going until next year.",
    ),
    ("", "You are reading this for free because others pay. Will you join them? It takes a minute."),
    ("Why you can trust us", "Nobody tells us what to write. We check what we hear, and we say so when we were wrong."),
    ("Dispatches", "What mattered today and what will matter tomorrow, in five minutes, from our political editor. Every weekday."),
    ("Did you know?", "With a digital subscription you can give ten articles a month to friends. Try it for a crown."),
    ("Tell us", "Were you there? Do you know more? Write to our reporters, in confidence if you wish."),
    ("", "Listen to our daily podcast wherever you get your podcasts. A new one every morning at seven."),
    ("Correction or tip?", "If you have seen a mistake, let us know. We put it right and say what was changed."),
    (
        "Sports in your pocket",
        "Scores, line-ups and the talk of the terraces, sent to your phone as it happens. Switch it on in the settings.",
    ),
    ("Newsletter", "Jeden Morgen das Wichtigste aus der Region, kostenlos in Ihr Postfach. Abbestellen können Sie jederzeit."),
    ("La lettre du soir", "Chaque soir, l’essentiel de l’actualité dans votre boîte. C’est gratuit et sans engagement."),
];
const BIOGRAPHIES: &[&str] = &[
    "{} has reported on courts and councils for the paper since 2014.",
    "{} is a reporter who covers health and schools. She joined the desk from local radio.",
    "{} writes about business and work. He is the author of two books on shipping.",
    "{} is our correspondent in the north. Write to him with tips and corrections.",
    "{} is a freelance journalist based at the coast.",
];
const CONSENTS: &[&str] = &[
    "We and our 87 partners store and read information on your device. You can change your mind at any time.",
    "This site uses cookies to count its visitors. By reading on you agree to this.",
    "We care about your data. Choose what may be stored, or accept all of it.",
];
const ADVERTS: &[&str] =
    &["Advertisement", "Sponsored", "Article continues below", "Your name here. Call the sales desk.", "Anzeige", "Ad", "Promoted"];
const NAMES: &[&str] = &[
    "Ada Marlow",
    "Jon Pell",
    "Mira Solheim",
    "Tomas Adeyi",
    "Runa Vask",
    "Idris Colm",
    "Petra Lunde",
    "Sami Okoro",
    "Nell Abend",
    "Ravi Stone",
];
const READERS: &[&str] =
    &["wetsocks", "hill_walker", "Marta K.", "oldbridge44", "Jo", "night owl", "T. Renn", "sparrow", "JanaB", "ferryman"];
const WHEN: &[&str] = &["2h ago", "40m ago", "3 hours ago", "yesterday", "12 May", "2 days ago", "May 12, 2021 at 9:14 am"];

/// Names that say nothing of what they name.
const NEUTRAL: &[&str] =
    &["module", "block", "insert", "component", "c-14", "note", "panel", "wrap", "unit", "section-b", "inner", "extra"];

/// Class names as sites with and without a sense for meaning give them.
const NAMED: &[(&str, &[&str])] = &[
    ("share", &["share-bar", "social-share", "article-actions", "toolbar", "sharing"]),
    ("pointer", &["related-inline", "read-also", "teaser", "promo", "paragraph--type--related", "inset", "embed-related", "more-box"]),
    ("list", &["related-stories", "recirc", "views-row", "card-list", "latest", "most-read", "river", "also"]),
    ("item", &["card", "item", "teaser", "story", "views-row", "entry", "post", "list-item"]),
    ("comments", &["comments", "discussion", "responses", "conversation"]),
    ("comment", &["comment", "reply", "c-item", "post"]),
    ("letter", &["newsletter", "signup", "block-newsletter", "membership", "cta", "promo-box"]),
    ("picture", &["caption", "image", "wp-caption", "media", "photo"]),
    ("author", &["author-bio", "about-author", "contributor", "bio"]),
    ("consent", &["cookie-banner", "consent", "eu-cookie-popup", "notice"]),
    ("advert", &["ad", "ad-slot", "advert", "sponsor"]),
];

/// Numbers that look drawn by chance and are the same every time.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn of(number: usize) -> Self {
        Chance((number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn often(&mut self, in_hundred: usize) -> bool {
        self.below(100) < in_hundred
    }
}

/// A page that is being furnished, with the words of each block and how many of them are article.
pub(crate) struct Furnished<'a> {
    pub(crate) page: Page,
    pub(crate) labels: Vec<(usize, usize)>,
    donors: &'a Donors,
    chance: Chance,
    /// How the page's furniture is named: 0 for what it is, 1 by generated names, 2 by names that say nothing, 3 not at all.
    naming: usize,
}

impl<'a> Furnished<'a> {
    /// Puts two to five pieces of furniture into the page; `labels` is given for each block.
    pub(crate) fn of(page: Page, labels: Vec<(usize, usize)>, donors: &'a Donors, mut chance: Chance) -> Self {
        let naming = chance.one(&[0, 0, 0, 1, 1, 2, 2, 3]);
        let mut furnished = Furnished { page, labels, donors, chance, naming };
        for _ in 0..2 + furnished.chance.below(4) {
            match furnished.chance.below(13) {
                0 => furnished.share(),
                1..=3 => furnished.pointer(),
                4..=6 => furnished.list(),
                7 => furnished.comments(),
                8 | 9 => furnished.letter(),
                10 => furnished.caption(),
                11 => furnished.about(),
                _ => furnished.notice(),
            }
        }
        furnished
    }

    /// Blocks that are evidently article.
    fn article(&self) -> Vec<usize> {
        let labels = self.labels.iter().enumerate();
        labels
            .filter(|(at, (words, own))| *words >= 12 && own * 10 >= words * 9 && !self.page.blocks[*at].hidden)
            .map(|(at, _)| at)
            .collect()
    }

    /// The element in which a block stands beside its neighbours.
    fn container(&self, block: usize) -> u32 {
        let mut at = self.page.blocks[block].element;
        let element = |at: u32| &self.page.elements[at as usize];
        while ["a", "b", "em", "font", "i", "small", "span", "strong", "u"].contains(&&*element(at).tag) {
            at = element(at).parent.unwrap_or(0);
        }
        element(at).parent.unwrap_or(0)
    }

    /// A place between two paragraphs, as the index of the second, and their container.
    fn between(&mut self) -> Option<(usize, u32)> {
        let article = self.article();
        let at = *article.get(1 + self.chance.below(article.len().saturating_sub(1)))?;
        Some((at, self.container(at)))
    }

    /// The place under the article, and an element that is to hold what stands there: its container, or one further up.
    fn under(&mut self) -> Option<(usize, u32)> {
        let last = *self.article().last()?;
        let mut within = self.container(last);
        for _ in 0..self.chance.one(&[0, 0, 1, 1, 2, 3]) {
            within = self.page.elements[within as usize].parent.unwrap_or(within);
        }
        // Behind all that stands in it: furniture of the page's own may follow the article there.
        let holds = |block: &Block| {
            let mut at = Some(block.element);
            while at.is_some_and(|element| element > within) {
                at = at.and_then(|element| self.page.elements[element as usize].parent);
            }
            at == Some(within)
        };
        let end = self.page.blocks.iter().rposition(holds).map_or(last + 1, |end| end + 1);
        Some((if self.chance.often(50) { last + 1 } else { end.max(last + 1) }, within))
    }

    fn element(&mut self, parent: u32, tags: &[&str], role: &str) -> u32 {
        let named = NAMED.iter().find(|(name, _)| *name == role).map_or(&[][..], |(_, hints)| hints);
        let hint = match self.naming {
            _ if named.is_empty() => String::new(),
            0 => self.chance.one(named).to_owned(),
            1 => format!("css-{}{}", self.chance.one(&["k", "x1", "ab", "tq"]), role.len() * 7 + role.as_bytes()[0] as usize),
            2 => self.chance.one(NEUTRAL).to_owned(),
            _ => String::new(),
        };
        let tag = self.chance.one(tags).to_owned();
        self.page.elements.push(Element { parent: Some(parent), tag, hint });
        (self.page.elements.len() - 1) as u32
    }

    /// Puts a block before the block at `at`; gives the place behind it.
    fn put(&mut self, at: usize, element: u32, text: String, linked: usize) -> usize {
        let at = at.min(self.page.blocks.len());
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).count();
        self.page.blocks.insert(at, Block { element, text, linked: linked as u32, hidden: false });
        self.labels.insert(at, (words, 0));
        at + 1
    }

    fn share(&mut self) {
        let Some(&first) = self.article().first() else { return };
        let at = if self.chance.often(70) { first } else { self.article().last().map_or(first, |last| last + 1) };
        let mut within = self.container(first);
        if self.chance.often(50) {
            within = self.page.elements[within as usize].parent.unwrap_or(within);
        }
        let row = self.element(within, &["div", "div", "ul", "p", "section"], "share");
        let buttons: Vec<&str> = (0..2 + self.chance.below(5)).map(|_| self.chance.one(BUTTONS)).collect();
        let linked = self.chance.often(40);
        if self.chance.often(60) {
            let text = buttons.join(self.chance.one(&["", "", " ", " · "]));
            let length = if linked { units(&text) } else { 0 };
            self.put(at, row, text, length);
        } else {
            let mut at = at;
            for button in buttons {
                let item = self.element(row, &["li", "div", "span"], "");
                at = self.put(at, item, button.to_owned(), if linked { units(button) } else { 0 });
            }
        }
    }

    /// A pointer to one other story amid the text.
    fn pointer(&mut self) {
        let Some((at, within)) = self.between() else { return };
        let opening = if self.chance.often(65) { self.donated(|donors| &donors.openings) } else { self.donated(|donors| &donors.titles) };
        let pointer = self.chance.one(POINTERS);
        let link = if self.chance.often(60) { units(&opening) } else { 0 };
        match self.chance.below(5) {
            0 | 1 => {
                let element = self.element(within, &["div", "div", "aside", "p"], "pointer");
                let text = format!("{pointer}{}{opening}", self.chance.one(&["", "", ": ", " ", "\n"]));
                self.put(at, element, text, link);
            }
            2 => {
                let boxed = self.element(within, &["div", "aside", "section"], "pointer");
                let heading = self.element(boxed, &["div", "h3", "h4", "p", "strong"], "");
                let at = self.put(at, heading, pointer.to_owned(), 0);
                let text = if self.chance.often(50) { boxed } else { self.element(boxed, &["p", "a", "div"], "") };
                self.put(at, text, opening, link);
            }
            3 => {
                let boxed = self.element(within, &["div", "aside", "section", "a"], "pointer");
                let title = self.donated(|donors| &donors.titles);
                let heading = self.element(boxed, &["h3", "h4", "div", "strong"], "");
                let length = if link > 0 { units(&title) } else { 0 };
                let at = self.put(at, heading, title, length);
                let text = if self.chance.often(50) { boxed } else { self.element(boxed, &["p", "div"], "") };
                let length = if self.chance.often(30) { link } else { 0 };
                self.put(at, text, opening, length);
            }
            _ => {
                let element = self.element(within, &["div", "aside"], "pointer");
                self.put(at, element, opening, link);
            }
        }
    }

    /// A list of other stories under the article.
    fn list(&mut self) {
        let Some((mut at, within)) = self.under() else { return };
        let list = self.element(within, &["div", "div", "section", "aside", "ul"], "list");
        if self.chance.often(80) {
            let heading = self.element(list, &["h2", "h3", "div", "h4"], "");
            let title = self.chance.one(LISTS).to_owned();
            at = self.put(at, heading, title, 0);
        }
        let (linked, opened, boxed) = (self.chance.often(60), self.chance.often(80), self.chance.often(50));
        let (tag, title_tag) = (self.chance.one(&["div", "div", "article", "li"]), self.chance.one(&["h3", "h3", "h4", "b", "div"]));
        let name = self.element(list, &[tag], "item");
        let hint = self.page.elements[name as usize].hint.clone();
        for _ in 0..2 + self.chance.below(5) {
            let item = self.element(list, &[tag], "");
            self.page.elements[item as usize].hint.clone_from(&hint);
            let title = self.donated(|donors| &donors.titles);
            let heading = self.element(item, &[title_tag], "");
            let length = if linked { units(&title) } else { 0 };
            at = self.put(at, heading, title, length);
            if opened {
                let opening = self.donated(|donors| &donors.openings);
                let text = if boxed { self.element(item, &["p"], "") } else { item };
                at = self.put(at, text, opening, 0);
            }
        }
    }

    fn comments(&mut self) {
        let Some((mut at, within)) = self.under() else { return };
        let all = self.element(within, &["div", "section", "ol"], "comments");
        let count = 2 + self.chance.below(4);
        if self.chance.often(85) {
            let heading = self.element(all, &["h2", "h3", "div"], "");
            let title =
                [format!("{count} comments"), format!("Conversation ({count})"), "Comments".to_owned(), "What readers say".to_owned()];
            let title = title[self.chance.below(4)].clone();
            at = self.put(at, heading, title, 0);
        }
        let apart = self.chance.often(50);
        for _ in 0..count {
            let comment = self.element(all, &["div", "div", "li", "article"], "comment");
            let by = format!("{} · {}", self.chance.one(READERS), self.chance.one(WHEN));
            let said = self.donated(|donors| &donors.sentences);
            if apart {
                let author = self.element(comment, &["div", "h4", "b", "cite"], "");
                at = self.put(at, author, by, 0);
                let text = self.element(comment, &["p", "div"], "");
                at = self.put(at, text, said, 0);
            } else {
                at = self.put(at, comment, format!("{by}\n{said}"), 0);
            }
        }
    }

    fn letter(&mut self) {
        let place = if self.chance.often(50) { self.between() } else { self.under() };
        let Some((mut at, within)) = place else { return };
        let letter = self.element(within, &["div", "aside", "section", "form"], "letter");
        let (title, text) = self.chance.one(LETTERS);
        if !title.is_empty() {
            let heading = self.element(letter, &["h2", "h3", "div", "strong"], "");
            at = self.put(at, heading, title.to_owned(), 0);
        }
        let paragraph = self.element(letter, &["p", "div"], "");
        self.put(at, paragraph, text.to_owned(), 0);
    }

    fn caption(&mut self) {
        let Some((at, within)) = self.between() else { return };
        let figure = self.element(within, &["figure", "div", "div"], "picture");
        let caption = self.element(figure, &["figcaption", "figcaption", "p", "div", "span"], "");
        let told = self.donated(|donors| &donors.sentences);
        let name = self.chance.one(NAMES);
        let text = match self.chance.below(4) {
            0 => told,
            1 => format!("{told} Photo: {name}"),
            2 => format!("{told} ({name}/Agency)"),
            _ => format!("{told} © {name}"),
        };
        self.put(at, caption, text, 0);
    }

    fn about(&mut self) {
        let Some((mut at, within)) = self.under() else { return };
        let about = self.element(within, &["div", "aside", "footer", "section"], "author");
        let name = self.chance.one(NAMES);
        if self.chance.often(50) {
            let heading = self.element(about, &["h3", "h4", "div", "strong"], "");
            let title = if self.chance.often(50) { "About the author" } else { name };
            at = self.put(at, heading, title.to_owned(), 0);
        }
        let text = self.element(about, &["p", "div", "em"], "");
        let biography = self.chance.one(BIOGRAPHIES).replace("{}", name);
        self.put(at, text, biography, 0);
    }

    fn notice(&mut self) {
        if self.chance.often(50) {
            let Some((at, within)) = self.between() else { return };
            let advert = self.element(within, &["div", "aside"], "advert");
            let text = self.chance.one(ADVERTS).to_owned();
            self.put(at, advert, text, 0);
        } else if !self.page.elements.is_empty() {
            let consent = self.element(0, &["div", "section"], "consent");
            let text = self.chance.one(CONSENTS).to_owned();
            let at = if self.chance.often(50) { 0 } else { self.page.blocks.len() };
            self.put(at, consent, text, 0);
        }
    }

    fn donated(&mut self, of: impl Fn(&Donors) -> &Vec<String>) -> String {
        let donors = of(self.donors);
        donors.get(self.chance.below(donors.len())).cloned().unwrap_or_default()
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
