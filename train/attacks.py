"""Measures what is still found of a copy after each way of hiding it, and writes eval/attacks.md.

Every labelled page is changed in one way at a time, its labels going with their sentences, and checked anew with the shipped
weights. A derived sentence counts as found where half of it is flagged; a page, where the verdict says that it draws on a reference.
Without the other labelled set, which is no part of the repository, the figures are only shown.
"""

import argparse
import json
import random
import re
import subprocess
import tempfile
from pathlib import Path

# --- ways of hiding a copy: from a page's sentences to others -------------------------------------------------------------
# A sentence is (text, label, separator before it).

HOMOGLYPHS = str.maketrans("aceijopsxyhABCEHIKMOPTX", "асеіјорѕхуһАВСЕНІКМОРТХ")
SPUN = """accuse|charge ask|request begin|start big|large buy|purchase call|describe close|shut cut|reduce die|perish end|finish find|discover
get|obtain give|provide help|assist hold|keep increase|raise keep|retain leave|depart let|allow make|produce move|shift need|require
open|unlock order|command pay|spend plan|scheme say|state said|stated says|states show|reveal stop|halt take|grab tell|inform told|informed
try|attempt use|employ want|desire win|gain work|labour house|home road|street car|vehicle money|cash job|post boss|chief worker|employee
company|firm police|officers doctor|physician child|kid children|kids city|town ship|vessel boat|craft plane|aircraft fire|blaze storm|tempest
people|persons man|gentleman woman|lady government|administration court|tribunal law|statute vote|ballot plan|proposal talks|negotiations
attack|assault injured|hurt killed|slain dead|deceased damage|harm danger|peril risk|hazard problem|issue result|outcome reason|cause
part|portion piece|chunk place|spot time|moment week|seven-day year|twelvemonth today|now early|premature late|tardy quick|fast slow|sluggish
new|fresh old|aged small|tiny good|fine bad|poor high|tall low|little important|significant difficult|hard easy|simple strong|robust weak|feeble
several|various many|numerous most|majority about|around almost|nearly before|prior after|following also|additionally but|however
because|since although|though near|close far|distant against|versus during|amid without|lacking former|previous local|regional
residents|inhabitants spokesman|representative minister|secretary president|leader official|functionary group|band team|squad""".split()
SPUN = dict(pair.split("|") for pair in SPUN)


def each(change):
    return lambda sentences, _: [(change(text), label, before) for text, label, before in sentences]


def reordered(sentences, rng):
    places = [before for _, _, before in sentences]
    mixed = [(text, label) for text, label, _ in sentences]
    rng.shuffle(mixed)
    return [(text, label, before) for (text, label), before in zip(mixed, places)]


def reversed_order(sentences, _):
    return [(text, label, before) for (text, label, _), (_, _, before) in zip(reversed(sentences), sentences)]


def spin(text):
    def other(match):
        word = match.group()
        new = SPUN.get(word.lower())
        return word if not new else new.capitalize() if word[0].isupper() else new

    return re.sub(r"[A-Za-z]+", other, text)


def padded(others):
    """A sentence of unrelated text behind each, in its paragraph."""
    def pad(sentences, rng):
        return [one for sentence in sentences for one in (sentence, (rng.choice(others), None, " "))]

    return pad


def split(sentences, _):
    out = []
    for text, label, before in sentences:
        cut = next((m for m in re.finditer(r", (?:and |but |which |who |while |as )?|; | und | et | y ", text) if 20 < m.start() < len(text) - 20), None)
        if cut and "“" not in text and '"' not in text:
            rest = text[cut.end():]
            out += [(text[:cut.start()] + ".", label, before), (rest[:1].upper() + rest[1:], label, " ")]
        else:
            out.append((text, label, before))
    return out


def merged(sentences, _):
    out = []
    for text, label, before in sentences:
        if out and out[-1][2] is not None and out[-1][0].endswith(".") and out[-1][1] == label and len(out[-1][0]) < 200 and not out[-1][3]:
            last = out.pop()
            out.append((last[0][:-1] + ", and " + text[:1].lower() + text[1:], label, last[2], True))
        else:
            out.append((text, label, before, False))
    return [(text, label, before) for text, label, before, _ in out]


def among(others):
    """Two sentences of unrelated text behind each of the page's."""
    def mix(sentences, rng):
        start = rng.randrange(max(1, len(others) - 2 * len(sentences)))
        out = []
        for index, sentence in enumerate(sentences):
            out.append(sentence)
            out += [(text, None, "\n\n") for text in others[start + 2 * index:start + 2 * index + 2]]
        return out

    return mix


def behind(others):
    """As much unrelated text again, twice, behind the page."""
    def append(sentences, rng):
        start = rng.randrange(max(1, len(others) - 2 * len(sentences)))
        return sentences + [(text, None, "\n\n") for text in others[start:start + 2 * len(sentences)]]

    return append


def attacks(others):
    marks = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "„": '"', "«": '"', "»": '"', '"': "”"})
    letters = lambda put: each(lambda text: re.sub(r"(?<=\w)(?=\w)", put, text))  # noqa: E731
    return {
        "as it is": each(lambda text: text),
        "zero-width spaces inside words": letters("\u200b"),
        "soft hyphens inside words": letters("\u00ad"),
        "joiners and direction marks inside words": letters("\u200d\u202c"),
        "homoglyphs for every letter that has one": each(lambda text: text.translate(HOMOGLYPHS)),
        "homoglyphs in every other word": each(lambda text: " ".join(w.translate(HOMOGLYPHS) if i % 2 else w for i, w in enumerate(text.split(" ")))),
        "full-width letters": each(lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)),
        "lines struck through letters": letters("\u0336"),
        "no-break and thin spaces": each(lambda text: text.replace(" ", "\u00a0").replace("\u00a0", "\u2009", 3)),
        "capitals": each(str.upper),
        "quotation marks changed": each(lambda text: text.translate(marks)),
        "quotation marks removed": each(lambda text: re.sub("[“”„«»\"]", "", text)),
        "words spun (English)": each(spin),
        "sentences shuffled": reordered,
        "sentences in reverse": reversed_order,
        "sentences split": split,
        "sentences merged in pairs": merged,
        "a sentence of padding behind each": padded(others),
        "two unrelated sentences behind each": among(others),
        "twice as much unrelated text behind": behind(others),
        "spun, shuffled and padded": lambda sentences, rng: padded(others)(reordered(each(spin)(sentences, rng), rng), rng),
    }


# --- measuring ---------------------------------------------------------------------------------------------------------------

DERIVED = ("verbatim", "rewritten", "derived")


def sentences_of(page):
    """The page's headline and its labelled sentences, with what stands before each."""
    text, gold = page["text"], sorted(page["gold"], key=lambda g: g["start"])
    out, at = [], gold[0]["start"] if gold else 0
    head = text[:at].rstrip()
    for one in gold:
        out.append((text[one["start"]:one["end"]], one["label"], text[at:one["start"]] or " "))
        at = one["end"]
    return head, out


def changed(page, attack, seed):
    """The page after an attack, with its derived stretches in UTF-16 units."""
    head, sentences = sentences_of(page)
    text, spans = (head + "\n\n") if head else "", []
    for index, (sentence, label, before) in enumerate(attack(sentences, random.Random(f"{seed}:{page['id']}"))):
        text += "" if index == 0 else before
        start = len(text)
        text += sentence
        if label in DERIVED:
            spans.append((start, len(text)))
    units = lambda at: len(text[:at].encode("utf-16-le")) // 2  # noqa: E731
    return {"id": page["id"], "text": text}, [(units(a), units(b)) for a, b in spans]


def check(command, pack, pages, folder):
    file = folder / "pages.jsonl"
    file.write_text("".join(json.dumps(page) + "\n" for page in pages))
    done = subprocess.run([command, "check", "--pack", pack, "--format", "json", file], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def found(report, spans):
    flagged = [(s["start"], s["end"]) for s in report["sentences"] if s["class"] in ("verbatim", "rewritten")]
    covered = lambda a, b: sum(max(0, min(b, d) - max(a, c)) for c, d in flagged)  # noqa: E731
    return sum(2 * covered(a, b) > b - a for a, b in spans)


def measure(command, folder, others):
    """Shares of derived sentences and of pages found after each attack."""
    pages = [json.loads(line) for line in open(folder / "pages.jsonl")]
    pages = [page for page in pages if page["gold"] and any(g["label"] in DERIVED for g in page["gold"])]
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        subprocess.run([command, "pack", "build", "--out", work / "refs.pack", folder / "refs.jsonl"], capture_output=True, check=True)
        out = {}
        for name, attack in attacks(others).items():
            made = [changed(page, attack, name) for page in pages]
            reports = check(command, work / "refs.pack", [page for page, _ in made], work)
            derived = [report["verdict"]["kind"] in ("partial", "verbatim", "rewritten") for report in reports]
            right, all_ = sum(found(r, s) for r, (_, s) in zip(reports, made)), sum(len(s) for _, s in made)
            out[name] = (100 * right / all_, 100 * sum(derived) / len(pages))
    return len(pages), out


def unrelated(folder):
    """Sentences of a set's own pages that owe nothing to a reference."""
    out = []
    for line in open(folder / "pages.jsonl"):
        page = json.loads(line)
        if not any(g["label"] in DERIVED for g in page["gold"]):
            out += [page["text"][g["start"]:g["end"]] for g in page["gold"]]
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--command", required=True, help="the wirecopy command")
    parser.add_argument("--own", type=Path, required=True, help="folder of the project's own labelled sets, one folder a language")
    parser.add_argument("--labelled", type=Path, help="folder of another labelled set")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    sets = {folder.name: folder for folder in sorted(args.own.iterdir()) if folder.is_dir()}
    if args.labelled and (args.labelled / "pages.jsonl").exists():
        sets["dev"] = args.labelled
    columns = {name: measure(args.command, folder, unrelated(folder)) for name, folder in sets.items()}
    lines = [
        "# What hiding a copy does", "",
        "Made by `cargo xtask attacks` with the shipped weights, at the balanced sensitivity. Each cell: derived sentences found / derived pages found, in per cent, "
        "after every labelled page was changed in that one way (`train/attacks.py` says how). The first line is the pages as they are. "
        "`dev` is the evaluation set that the weights were learned from: only its differences mean something.", "",
        "| evasion | " + " | ".join(f"{name} ({pages} pages)" for name, (pages, _) in columns.items()) + " |",
        "|---|" + "---|" * len(columns),
    ]
    for attack in attacks([]):
        cells = [f"{shares[attack][0]:.0f} / {shares[attack][1]:.0f}" for _, shares in columns.values()]
        lines.append(f"| {attack} | " + " | ".join(cells) + " |")
    lines += [
        "", "Characters: what changes only how a text is encoded changes nothing a reader would see, and should change nothing here. "
        "In capitals, and in German at all times, names are told by the sources. Words and sentences: the price is paid where it should be, in part and not in whole; "
        "unrelated text lowers a page's share, as it must, and not what is found of its sentences.", "",
    ]
    print("\n".join(lines))
    if "dev" in sets:
        args.out.write_text("\n".join(lines))
    else:
        print(f"{args.out} stays as it is: without --labelled it would say less")


if __name__ == "__main__":
    main()
