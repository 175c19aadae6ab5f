"""Reads the project's own labelled stories (train/written/*.txt): invented events, each with agency stories, rewrites of them, and reports
of other outlets that owe them nothing.

    written.py [FILE...]      says of each file what is in it, and what is wrong

A file is one event. `## ref: ID | SOURCE | DATE | HEADLINE` begins a reference, `## page: KIND STYLE | HEADLINE` a page; below it stands a
sentence a line, paragraphs apart by an empty line. Sentences of a reference are counted from 1. A page's sentence begins with its label:

    [3]        rewritten from sentence 3 of the only reference; [a3 b1] from two, where there are several
    [=3]       taken over word for word
    [3 q]      rewritten, and a quotation in it was changed; [3 k] a quotation in it was kept
    [own]      the rewriter's own, on a derived page
    [-]        independent; "shared" is found by six words in a row that stand in a reference, too
"""

import pathlib
import re
import sys

HEADING = re.compile(r"## (ref|page): (.+)")
LABEL = re.compile(r"\[([^\]]+)\] ")
SHARED = 6


def words(text):
    return re.findall(r"\w+", text.lower().replace("’", "'"))


def runs(text):
    w = words(text)
    return {tuple(w[i:i + SHARED]) for i in range(len(w) - SHARED + 1)}


class Fault(ValueError):
    pass


def label(mark, event, sentences, known):
    """A sentence's label, sources and quotation, from the mark before it."""
    if mark == "own":
        return {"label": "own", "src": [], "quote": "none"}
    if mark == "-":
        return {"label": "independent", "src": [], "quote": "none"}
    src, verbatim, quote = [], False, "none"
    for part in mark.replace(",", " ").split():
        if part in ("q", "k"):
            quote = {"q": "altered", "k": "kept"}[part]
            continue
        verbatim |= part.startswith("=")
        named = re.fullmatch(r"=?([a-z]*)(\d+)", part)
        if not named:
            raise Fault(f"[{mark}]: expected a sentence number, q, k, own or -")
        ref, number = named[1] or (next(iter(sentences)) if len(sentences) == 1 else "a"), int(named[2])
        if not 1 <= number <= sentences.get(ref, 0):
            raise Fault(f"[{mark}]: reference {ref!r} has {sentences.get(ref, 0)} sentences")
        src.append(f"{event}:{ref}#{number - 1}")
    return {"label": "verbatim" if verbatim else "rewritten", "src": src, "quote": quote}


def blocks(path):
    """(heading kind, heading fields, lines with their numbers) of each part of a file."""
    parts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        heading = HEADING.fullmatch(line.strip())
        if heading:
            parts.append((heading[1], [field.strip() for field in heading[2].split("|")], number, []))
        elif parts:
            parts[-1][3].append((number, line.strip()))
        elif line.strip() and not line.startswith("#"):
            raise Fault(f"{path}:{number}: text before the first heading")
    return parts


def read(path):
    """References (ninjs) and pages (labelled, as in the evaluation set) of one event."""
    event, references, pages, sentences, known = f"written:{path.stem}", [], [], {}, set()
    for kind, fields, at, lines in blocks(path):
        if kind != "ref":
            continue
        if len(fields) != 4:
            raise Fault(f"{path}:{at}: expected ID | SOURCE | DATE | HEADLINE")
        ref, source, date, headline = fields
        body = re.sub(r"\n{2,}", "\n\n", "\n".join(text for _, text in lines).strip())
        sentences[ref] = sum(1 for _, text in lines if text)
        known |= runs(body)
        body = "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in body.split("\n\n"))
        references.append({"uri": f"{event}:{ref}", "type": "text", "language": "en", "headline": headline, "body_text": body,
                           "infosource": [{"name": source}], "versioncreated": date})
    for kind, fields, at, lines in blocks(path):
        if kind != "page":
            continue
        try:
            (page_kind, style), headline = fields[0].split(), fields[1]
        except (ValueError, IndexError):
            raise Fault(f"{path}:{at}: expected KIND STYLE | HEADLINE") from None
        text, gold, begins = headline, [], True
        for number, line in lines:
            if not line:
                begins = True
                continue
            mark = LABEL.match(line)
            if not mark:
                raise Fault(f"{path}:{number}: a sentence begins with its label in brackets")
            sentence = line[mark.end():]
            try:
                found = label(mark[1], event, sentences, known)
            except Fault as fault:
                raise Fault(f"{path}:{number}: {fault}") from None
            if found["label"] == "independent" and runs(sentence) & known:
                found["label"] = "shared"
            text += "\n\n" if begins else " "
            gold.append({"start": len(text), "end": len(text) + len(sentence), **found})
            text, begins = text + sentence, False
        expect = [] if page_kind == "independent" else sorted({s.split("#")[0] for g in gold for s in g["src"]})
        pages.append({"id": f"{event}:{style}:{len(pages)}", "event": event, "kind": page_kind, "style": style, "text": text, "gold": gold,
                      "expect": expect})
    return references, pages


def every(folder):
    """References and pages of all events of a folder."""
    references, pages = [], []
    for path in sorted(folder.glob("*.txt")):
        more = read(path)
        references += more[0]
        pages += more[1]
    return references, pages


def main():
    failed = False
    for name in sys.argv[1:] or sorted(pathlib.Path(__file__).with_name("written").glob("*.txt")):
        path = pathlib.Path(name)
        try:
            references, pages = read(path)
        except Fault as fault:
            failed = True
            print(f"error: {fault}")
            continue
        print(f"{path.name}: {', '.join(str(len(words(r['body_text']))) for r in references)} words in references")
        for page in pages:
            count = {}
            for gold in page["gold"]:
                count[gold["label"]] = count.get(gold["label"], 0) + 1
            print(f"  {page['kind']}/{page['style']}: {len(words(page['text']))} words, {', '.join(f'{n} {l}' for l, n in count.items())}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
