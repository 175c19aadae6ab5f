"""Makes data/vectors.bin: static word vectors, distilled from a language model and drawn together by WordNet.

Called by `cargo xtask vectors`, which installs what it needs. Each word goes through the model by itself; what goes in and
what comes out are joined, drawn towards the senses that WordNet gives the word, and reduced to the directions in which words
differ most. The file holds hashes of words and numbers, no text.
"""

import argparse
import struct
from pathlib import Path

import numpy as np
from scipy.sparse import diags

from minilm import MiniLM
from wordnet import WordNet
from words import frequent, term

WORDS = 44_000
DIMENSIONS = 64
VERSION = 1
# Length of a vector in the file.
LENGTH = 127
# Rounds of drawing words to their senses; in each, weight of the senses against the model's word, and of a sense's neighbours
# against the sense. Chosen by how well words matched by them tell rewritten sentences from independent ones.
ROUNDS, SENSES, NEIGHBOURS = 2, 2.0, 0.6


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=Path, required=True, help="folder of the npm packages' archives")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("texts", type=Path, nargs="*", help="news items as lines of JSON, plain or gzip")
    args = parser.parse_args()

    wordnet = WordNet(args.packages)
    words = frequent(args.packages, args.texts, wordnet.words, WORDS)
    print(f"{len(words)} words, {sum(map(bool, map(wordnet.lemmas, words)))} of them in WordNet")
    first, last = MiniLM().words(words)
    vectors = np.concatenate([unit(centred(last)), unit(centred(first))], axis=1)
    vectors = reduced(drawn(vectors, *wordnet.graph(words)))
    args.out.write_bytes(encode(words, vectors))
    print(f"{args.out}: {args.out.stat().st_size} bytes")


def drawn(vectors, shares, near):
    """Words nearer to those they share a sense with. What WordNet does not have stays where it is."""
    own = vectors = unit(vectors)
    members, near = averaging(shares.T.tocsr()), averaging(near)
    for _ in range(ROUNDS):
        senses = unit(members @ vectors)
        senses = unit(senses + NEIGHBOURS * (near @ senses))
        vectors = unit(own + SENSES * (shares @ senses))
    return vectors


def reduced(vectors):
    """The same words along the directions in which they differ most, no direction drowning out the others."""
    vectors = centred(vectors)
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    axes = axes[:, : -DIMENSIONS - 1 : -1]
    # An axis has no direction of its own: the same one on every machine.
    vectors = vectors @ (axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(DIMENSIONS)]))
    return vectors / np.sqrt(vectors.std(0))


def encode(words, vectors):
    """The file, in the format of src/evidence/meaning.rs."""
    rows = np.rint(unit(vectors) * LENGTH).astype(np.int8)
    table = {term(word): row for word, row in zip(reversed(words), rows[::-1])}
    hashes = np.array(sorted(table), "<u4")
    header = b"WCVECTOR" + struct.pack("<3I", VERSION, DIMENSIONS, len(hashes))
    return header + hashes.tobytes() + np.stack([table[hashed] for hashed in hashes.tolist()]).tobytes()


def centred(vectors):
    return vectors - vectors.mean(0)


def unit(vectors):
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(length > 0, length, 1)


def averaging(matrix):
    """Rows that add up to 1, or are empty."""
    total = np.asarray(matrix.sum(1)).ravel()
    return diags(1 / np.where(total > 0, total, 1)).astype(np.float32) @ matrix


if __name__ == "__main__":
    main()
