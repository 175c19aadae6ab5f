// How much a followed source may take: bytes, time, pages. What goes beyond is refused, and said.

export const LIMITS = {
  /** Without a byte for so long, an answer is given up, in seconds. Slow newsroom servers take up to ten for the first. */
  stallSeconds: 30,
  /** A feed as a whole, in seconds and bytes. Feeds of agencies have up to some hundred articles, under 2 MB. */
  feedSeconds: 90,
  feedBytes: 20_000_000,
  /** A pack as a whole. A million sentences with their text are about 150 MB. */
  packSeconds: 1_800,
  packBytes: 1_000_000_000,
  /** A signature file has some 300 bytes. */
  signatureBytes: 10_000,
  /** An article's page. News pages have 0.1 to 2 MB of HTML. */
  pageSeconds: 30,
  pageBytes: 5_000_000,
  /** Pages read in one go, one after the other, and for how long; the others come with the next fetch. */
  pagesAtOnce: 60,
  pagesSeconds: 180,
  /** How often an article's page is tried. */
  pageTries: 3,
  /** Articles kept of one feed; the oldest make way. */
  articles: 20_000,
};
