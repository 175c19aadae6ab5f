// One agency story and pages that use it, written for these tests.

export const STORY = {
  uri: "urn:test:lighthouse",
  type: "text",
  language: "en",
  headline: "Last keepers of Cape Ammer light hand it to a machine",
  versioncreated: "2026-04-02T12:30:00Z",
  infosource: [{ name: "Tarn Press Agency" }],
  altids: { url: "https://tpa.example/lighthouse" },
  body_text: [
    "CAPE AMMER, April 2 (TPA) - The last two keepers of the Cape Ammer lighthouse climbed down its 213 steps on Thursday and " +
      "handed the light to a computer in a shed.",
    "The tower had been staffed without a break since 1871, through two wars and one fire, the coastal authority said.",
    "Keeper Tobias Wrenfield, 61, carried a kettle and a barometer to his car and locked the door behind him at noon.",
    "The new lamp draws less power than a toaster and can be seen from 18 nautical miles, a third less than the old one.",
    "Fishermen from the villages below had gathered 4,300 signatures against the change, arguing that a keeper sees what a sensor does not.",
    "Last autumn Wrenfield spotted a drifting yacht at dawn and talked its crew past the reef by radio until the lifeboat came.",
    "The authority plans to let the keepers' cottages to holiday guests from June.",
  ].join("\n\n"),
};

/** Sentences of the story that the reprint has, as they stand in it. */
export const REPRINTED = STORY.body_text.split("\n\n").slice(1, 6);

const OWN = [
  "The bakery in Quill Lane opens an hour later from Monday, its owner has decided after a long winter.",
  "Customers who came by before work will find a basket of rolls at the newsagent next door instead.",
  "Two apprentices will share the early shift, which starts at three in the morning and ends at ten.",
  "The price of a seeded loaf stays where it was, and the almond croissants return for the weekend market.",
  "A notice in the window asks regulars for their patience and promises fresh coffee by way of thanks.",
];

/** @param {string[]} paragraphs @param {string} [headline] */
export function page(paragraphs, headline = "From our notebook") {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${headline} - The Ammer Courier</title></head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/harbour">Harbour</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    <main><article><h1>${headline}</h1><p class="byline">By our own reporter</p>
    ${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("\n")}
    </article></main><footer><p>The Ammer Courier. <a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></p></footer></body></html>`;
}

export const reprint = () => page(REPRINTED);
export const ownReport = () => page(OWN, "Rolls next door");

/** A page of about a megabyte, most of it comments, with an article at its top. */
export function longPage(article = reprint()) {
  const comment = (/** @type {number} */ index) =>
    `<li class="comment"><p><b>Reader ${index}</b> wrote: number ${index} on the list of <i>things</i> to say about nothing much at all.</p></li>`;
  const comments = Array.from({ length: 8_000 }, (_, index) => comment(index)).join("\n");
  return article.replace("</main>", `</main><section class="comments"><ol>${comments}</ol></section>`);
}
