//! The words in which languages say numbers, days, months and measures, folded.

use std::sync::LazyLock;

use crate::text::language::Language;
use crate::text::token::{Term, Terms, decimal, term};

/// Numbers up to a thousand that are one word.
const ENGLISH: &str = "two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 \
fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90";
const GERMAN: &str = "zwei 2 drei 3 vier 4 funf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwolf 12 dreizehn 13 vierzehn 14 \
funfzehn 15 sechzehn 16 siebzehn 17 achtzehn 18 neunzehn 19 zwanzig 20 dreisig 30 vierzig 40 funfzig 50 sechzig 60 siebzig 70 \
achtzig 80 neunzig 90";
const FRENCH: &str = "deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15 \
seize 16 vingt 20 vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 nonante 90";
const SPANISH: &str = "dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 catorce 14 quince 15 \
dieciseis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veintiun 21 veintiuno 21 veintiuna 21 veintidos 22 veintitres 23 \
veinticuatro 24 veinticinco 25 veintiseis 26 veintisiete 27 veintiocho 28 veintinueve 29 treinta 30 cuarenta 40 cincuenta 50 \
sesenta 60 setenta 70 ochenta 80 noventa 90 doscientos 200 doscientas 200 trescientos 300 trescientas 300 cuatrocientos 400 \
cuatrocientas 400 quinientos 500 quinientas 500 seiscientos 600 seiscientas 600 setecientos 700 setecientas 700 ochocientos 800 \
ochocientas 800 novecientos 900 novecientas 900";

const ORDINALS: &str = "first 1 erste 1 ersten 1 premier 1 premiere 1 primer 1 primero 1 primera 1 second 2 third 3 \
fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 zweite 2 zweiten 2 dritte 3 \
dritten 3 vierte 4 vierten 4 funfte 5 funften 5 deuxieme 2 troisieme 3 quatrieme 4 cinquieme 5 segundo 2 segunda 2 tercer 3 tercera 3 \
cuarto 4 cuarta 4 quinto 5 quinta 5";

/// How many times.
const TIMES: &str = "twice 2 double 2 doubled 2 triple 3 tripled 3 doppelt 2 verdoppelt 2 verdreifacht 3 doble 2";

/// Orders of magnitude that stand without a number.
const SCALES: [&str; 5] = [
    "tens 10 dozens 10 hundred 100 hundreds 100 thousand 1000 thousands 1000 millions 1000000",
    "dutzende 10 hunderte 100 tausende 1000 zehntausende 10000 hunderttausende 100000 millionen 1000000",
    "dizaines 10 centaines 100 milliers 1000 millions 1000000",
    "decenas 10 cientos 100 centenares 100 miles 1000 millones 1000000",
    "عشرات 10 مئات 100 الاف 1000 ملايين 1000000",
];

const MONTHS: [&str; 12] = [
    "january jan januar janner janvier enero يناير",
    "february feb februar fevrier febrero فبراير",
    "march marz mars marzo مارس",
    "april apr avril abril ابريل",
    "may mai mayo مايو",
    "june jun juni juin junio يونيو",
    "july jul juli juillet julio يوليو",
    "august aug aout agosto اغسطس",
    "september sep septembre septiembre سبتمبر",
    "october oct oktober okt octobre octubre اكتوبر",
    "november nov novembre noviembre نوفمبر",
    "december dec dezember dez decembre diciembre ديسمبر",
];

const DAYS: [&str; 7] = [
    "monday montag lundi lunes الاثنين",
    "tuesday dienstag mardi martes الثلاثاء",
    "wednesday mittwoch mercredi miercoles الاربعاء",
    "thursday donnerstag jeudi jueves الخميس",
    "friday freitag vendredi viernes الجمعه",
    "saturday samstag sonnabend samedi sabado السبت",
    "sunday sonntag dimanche domingo الاحد",
];

/// Words that say a number is not meant to the last digit, in front of it.
const ROUGH: &str = "about around nearly almost roughly approximately some over under above below than least most close up estimated \
etwa rund fast knapp ungefahr gut uber mehr als mindestens environ pres presque quelque quelques plus moins autour unos unas casi cerca \
alrededor mas menos aproximadamente نحو حوالي قرابه زهاء اكثر من";

/// The measures from this one on are currencies.
pub(super) const DOLLAR: u8 = 5;

/// Measures: what they measure, and how many of its smallest unit here they are.
const MEASURES: &[(&str, u8, f64)] = &[
    ("minute minutes minuten minuto minutos", 1, 1.0),
    ("hour hours hrs stunde stunden heure heures hora horas", 1, 60.0),
    ("day days tag tage tagen jour jours dia dias", 1, 1440.0),
    ("week weeks woche wochen semaine semaines semana semanas", 1, 10_080.0),
    ("month months monat monate monaten mois mes meses", 1, 43_830.0),
    ("year years jahr jahre jahren an ans annee annees ano anos", 1, 525_960.0),
    ("decade decades jahrzehnt jahrzehnte jahrzehnten decennie decennies decada decadas", 1, 5_259_600.0),
    ("century centuries jahrhundert jahrhunderte siecle siecles siglo siglos", 1, 52_596_000.0),
    ("centimetre centimetres centimeter centimeters cm zentimeter centimetro centimetros", 2, 0.01),
    ("metre metres meter meters metern m metro metros", 2, 1.0),
    ("kilometre kilometres kilometer kilometers kilometern km kilometro kilometros", 2, 1000.0),
    ("mile miles meile meilen milla millas", 2, 1609.3),
    ("foot feet", 2, 0.3048),
    ("yard yards", 2, 0.9144),
    ("kilogram kilograms kg kilo kilos kilogramm", 3, 1.0),
    ("tonne tonnes tonnen tonelada toneladas ton tons", 3, 1000.0),
    ("lb lbs", 3, 0.4536),
    ("acre acres", 4, 0.4047),
    ("hectare hectares hektar hectarea hectareas", 4, 1.0),
    ("dollar dollars $ dolar dolares", DOLLAR, 1.0),
    ("euro euros €", 6, 1.0),
    ("pound pounds sterling £", 7, 1.0),
    ("yen ¥", 8, 1.0),
];

/// Words that name a part of a whole, by the number of such parts.
const PARTS: &str = "half 2 halves 2 halfte 2 moitie 2 mitad 2 نصف 2 third 3 thirds 3 drittel 3 tiers 3 tercio 3 tercios 3 ثلث 3 ثلثي 1.5 ثلثا 1.5 \
quarter 4 quarters 4 viertel 4 quart 4 quarts 4 cuarto 4 cuartos 4 ربع 4 fifth 5 fifths 5 funftel 5 quinto 5 quintos 5 tenth 10 tenths 10 \
zehntel 10";
/// Words that say one of something, where a part or a multiplier follows.
const SINGLE: &str = "a one ein eine einem eines un une una dun dune";

/// Words of lists: most words stand in none, and a list takes long to search.
pub(super) type Known = LazyLock<Terms>;

pub(super) fn known(lists: &[&[&str]]) -> Terms {
    Terms::new(&lists.concat().join(" "))
}

/// The words that an amount or a date can begin with, but for German ones that are put together.
static FIRST: Known =
    LazyLock::new(|| known(&[&[ENGLISH, GERMAN, FRENCH, SPANISH, ORDINALS, TIMES, PARTS, SINGLE], &SCALES, &MONTHS, &DAYS]));
static PAIRED: Known = LazyLock::new(|| known(&[&[ENGLISH, GERMAN, FRENCH, SPANISH, ORDINALS, TIMES, PARTS], &SCALES]));
static DATED: Known = LazyLock::new(|| known(&[&MONTHS, &DAYS]));
static MEASURED: Known = LazyLock::new(|| known(&[&MEASURES.iter().map(|measure| measure.0).collect::<Vec<_>>()]));

// Called from many places: a copy in each makes the engine larger.
#[inline(never)]
pub(super) fn knows(words: &Known, word: &str) -> bool {
    words.has(term(word))
}

/// Whether an amount or a date can begin with the folded word that `form` stands for.
pub(super) fn begins(form: Term) -> bool {
    FIRST.has(form)
}

/// Whether a German word can be a number or a day that is put together.
pub(super) fn compound(word: &str) -> bool {
    ["und", "hundert", "tausend"].iter().any(|part| word.contains(part)) || day(word).is_some()
}

// Called from many places: a copy in each makes the engine larger.
#[inline(never)]
fn listed(pairs: &str, word: &str) -> Option<f64> {
    if !knows(&PAIRED, word) {
        return None;
    }
    let mut parts = words(pairs);
    let value = std::iter::from_fn(|| Some((parts.next()?, parts.next()?))).find(|(said, _)| *said == word.as_bytes())?.1;
    decimal(str::from_utf8(value).ok()?)
}

/// The words of a list: they are short, and looking for the next space by single bytes is quicker than by many.
fn words(list: &str) -> impl Iterator<Item = &[u8]> {
    list.as_bytes().split(|&byte| byte == b' ')
}

/// Whether a folded word is one of a list of words with spaces between them.
// Called from many places: a copy in each makes the engine larger.
#[inline(never)]
pub fn among(list: &str, word: &str) -> bool {
    !word.is_empty() && words(list).any(|said| said == word.as_bytes())
}

/// A number said in one word.
pub(super) fn number(language: Language, word: &str) -> Option<f64> {
    match language {
        Language::English => listed(ENGLISH, word),
        Language::French => listed(FRENCH, word),
        Language::Spanish => listed(SPANISH, word),
        Language::German => german(word).filter(|&value| value > 1.0),
        Language::Arabic | Language::Other => None,
    }
}

/// German writes numbers in one word: "dreiundvierzig", "zwölftausend".
fn german(word: &str) -> Option<f64> {
    if let Some(value) = listed(GERMAN, word) {
        return Some(value);
    }
    for (part, factor) in [("tausend", 1000.0), ("hundert", 100.0)] {
        if let Some((before, behind)) = word.split_once(part) {
            let count = if before.is_empty() { Some(1.0) } else { german(before) };
            let rest = if behind.is_empty() { Some(0.0) } else { german(behind.strip_prefix("und").unwrap_or(behind)) };
            return Some(count? * factor + rest?);
        }
    }
    if word == "ein" {
        return Some(1.0);
    }
    let (ones, tens) = word.split_once("und")?;
    Some(german(ones)? + listed(GERMAN, tens)?)
}

/// What a word behind a number multiplies it by.
pub(super) fn multiplier(language: Language, word: &str) -> Option<f64> {
    Some(match (language, word) {
        (Language::English, "hundred" | "hundreds") | (Language::French, "cent" | "cents") | (Language::Spanish, "cien" | "ciento") => 1e2,
        (_, "dozen") => 12.0,
        (_, "thousand" | "tausend" | "mille" | "mil" | "الف" | "الاف") => 1e3,
        (_, "million" | "millions" | "mln" | "mn" | "millionen" | "mio" | "millon" | "millones" | "مليون" | "ملايين") => 1e6,
        (Language::English, "billion" | "bln" | "bn") | (_, "milliard" | "milliards" | "milliarde" | "milliarden" | "mrd" | "مليار") => {
            1e9
        }
        (Language::English, "trillion" | "tn") | (_, "billion" | "billions" | "billionen" | "billon" | "billones") => 1e12,
        _ => return None,
    })
}

/// The part of a whole that a word names: 3 for a third.
pub(super) fn part(word: &str) -> Option<f64> {
    listed(PARTS, word)
}

/// Whether a word says one of something, where a part or a multiplier follows.
pub(super) fn single(word: &str) -> bool {
    among(SINGLE, word)
}

/// 1 for January to 12.
pub fn month(word: &str) -> Option<f64> {
    if !knows(&DATED, word) {
        return None;
    }
    MONTHS.iter().position(|names| among(names, word)).map(|at| at as f64 + 1.0)
}

/// 1 for Monday to 7; "Montagabend" is a Monday.
pub fn day(word: &str) -> Option<f64> {
    let dated = knows(&DATED, word);
    let named =
        |names: &str| (dated && among(names, word)) || words(names).nth(1).is_some_and(|german| word.as_bytes().starts_with(german));
    DAYS.iter().position(|names| named(names)).map(|at| at as f64 + 1.0)
}

/// The place in a row that a word names; an English premier is an office.
pub(super) fn ordinal(language: Language, word: &str) -> Option<f64> {
    listed(ORDINALS, word).filter(|_| language != Language::English || word != "premier")
}

/// How many times a word says.
pub(super) fn times(word: &str) -> Option<f64> {
    listed(TIMES, word)
}

/// The order of magnitude that a word names without a number: "thousands".
pub(super) fn scale(language: Language, word: &str) -> Option<f64> {
    let [english, german, french, spanish, arabic] = SCALES;
    let scales = match language {
        Language::English => english,
        Language::German => german,
        Language::French => french,
        Language::Spanish => spanish,
        Language::Arabic => arabic,
        Language::Other => return None,
    };
    listed(scales, word)
}

/// Whether a word says a number, a part or a place in a row.
pub fn counts(language: Language, word: &str) -> bool {
    let listed = number(language, word).or_else(|| ordinal(language, word)).or_else(|| times(word)).or_else(|| part(word));
    listed.or_else(|| scale(language, word)).or_else(|| multiplier(language, word)).is_some()
}

/// Whether a number behind this word is not meant to the last digit.
pub(super) fn is_rough(word: &str) -> bool {
    among(ROUGH, word)
}

/// What a word or sign measures, and in which unit.
pub fn measure(word: &str) -> Option<(u8, f64)> {
    if !knows(&MEASURED, word) {
        return None;
    }
    MEASURES.iter().find(|(names, ..)| among(names, word)).map(|&(_, family, factor)| (family, factor))
}
