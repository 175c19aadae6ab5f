"""The pages and references that weights are learned from.

Besides the labelled set: the project's own labelled stories (written.py); an agency's stories of one day against those of other days
(reuters21578), which repeat its set phrases; and unrelated articles (bbc).
"""

import collections
import datetime
import gzip
import json
import random
import re

import written

RUN = 5
# Share of a page's five-word runs that stand in one reference, from which it may be a later version of it.
NEAR_DUPLICATE = 0.5
FORMULAIC_PAGES, UNRELATED_PAGES = 500, 150
FEWEST_WORDS = 90
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")


def stories(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text, length=RUN):
    w = words(text)
    return {tuple(w[i:i + length]) for i in range(len(w) - length + 1)}


def day(story):
    """Number of the day of a story, None where it has no time."""
    when = story.get("versioncreated")
    return datetime.date.fromisoformat(when[:10]).toordinal() if when else None


def independent(name, event, style, story):
    """A page whose sentences are nobody else's."""
    text, gold = (story.get("headline") or "").strip(), []
    for paragraph in story["body_text"].split("\n\n"):
        begins = True
        for sentence in filter(None, map(str.strip, SENTENCE.split(paragraph))):
            text += ("\n\n" if begins else " ") if text else ""
            gold.append({"start": len(text), "end": len(text) + len(sentence), "label": "independent", "src": [], "quote": "none"})
            text, begins = text + sentence, False
    return {"id": name, "event": event, "kind": "independent", "style": style, "text": text, "gold": gold, "expect": []}


def formulaic(data, remainders=(1, 3), count=FORMULAIC_PAGES):
    """Stories of days with one remainder by four against those with another: pages and references, near duplicates left out."""
    every = [s for s in stories(data / "reuters21578.jsonl.gz") if day(s)]
    references = [s for s in every if day(s) % 4 == remainders[1]]
    holders = collections.defaultdict(list)
    for number, story in enumerate(references):
        for run in runs(story["body_text"]):
            holders[run].append(number)
    chosen = [s for s in every if day(s) % 4 == remainders[0] and len(words(s["body_text"])) > FEWEST_WORDS]
    random.Random(1).shuffle(chosen)
    pages = []
    for story in chosen:
        own = runs(story["body_text"])
        shared = collections.Counter(number for run in own for number in holders.get(run, ()))
        # Those that share hardly anything teach nothing.
        if shared and 0.02 * len(own) < shared.most_common(1)[0][1] < NEAR_DUPLICATE * len(own):
            pages.append(independent(f"other-day:{story['uri']}", story["uri"], "other-day", story))
        if len(pages) == count:
            break
    return pages, references


def unrelated(data, count=UNRELATED_PAGES):
    every = stories(data / "bbc.jsonl.gz")
    random.Random(1).shuffle(every)
    return [independent(f"unrelated:{s['uri']}", s["uri"], "unrelated", s) for s in every[:count]]


def labelled(folder):
    """Pages and references of the labelled set."""
    lines = lambda name: [json.loads(line) for line in open(folder / name, encoding="utf-8")]
    return lines("pages.jsonl"), lines("refs.jsonl")


def more(own, data):
    """Pages and references of the project's own stories and, where they are there, of the sets in `data`."""
    references, pages = written.every(own)
    if data and data.is_dir():
        days, others = formulaic(data)
        pages, references = pages + days + unrelated(data), references + others
    return pages, references
