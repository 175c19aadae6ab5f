// Shapes that cross a border between modules; the report's and the page's are those of src/report.rs and src/zone/mod.rs.

/** One page's report; offsets are UTF-16 code units into `text`. */
export interface Report {
  page: string;
  title: string | null;
  language: string | null;
  /** When the page was published, as it says. */
  published?: string;
  text?: string;
  verdict: Verdict;
  credits: { agency: string; start: number; end: number }[];
  sentences: Sentence[];
  /** Other documents that findings and quotations name, though the page as a whole is not said to draw on them. */
  others?: SourceDocument[];
  limits?: Limit[];
  engine: { version: string; packs: PackRef[]; sensitivity: Sensitivity; weights: string };
}

export type Sensitivity = "cautious" | "balanced" | "sensitive";

/** Why nothing was compared. */
export type Reason = "no-article" | "too-short" | "no-references" | "other-language";
/** A limit that was reached; the rest of the page was still checked. */
export type Limit = "page-too-long";

export interface Verdict {
  kind: "independent" | "partial" | "verbatim" | "rewritten" | "not-compared";
  share: number;
  reason?: Reason;
  documents: SourceDocument[];
}

export interface SourceDocument {
  document: string;
  headline: string;
  source: string | null;
  published: string | null;
  url: string | null;
  usageterms?: string;
  share: number;
  sentences: number;
  length: number;
  credit: "credited" | "uncredited" | "credited-rewritten";
}

export type SentenceClass = "verbatim" | "rewritten" | "shared-quotation" | "own" | "furniture";

export interface Sentence {
  start: number;
  end: number;
  zone: "article" | "headline" | "credit" | "furniture";
  class: SentenceClass;
  score: number | null;
  matches: Match[];
  quotes: Quote[];
  changes: Change[];
  /** The rarest words shared with `matches[0]`. */
  telling?: [number, number][];
}

export interface Match {
  document: string;
  sentence: number;
  text: string | null;
  /** Where the page joined it with sentences beside it: the first and one past the last of those that `text` has. */
  joined?: [number, number];
  score: number;
}

export interface Quote {
  start: number;
  end: number;
  status: "exact" | "altered" | "unmatched";
  flip: "number" | "name" | "negation" | null;
  source: { document: string; text: string } | null;
}

export type ChangeKind =
  | "kept" | "moved" | "synonym" | "replaced" | "inserted" | "deleted"
  | "number" | "name" | "date" | "negation" | "roles";

/** `page` counts in the report's text, `source` in `matches[0].text`. */
export interface Change {
  kind: ChangeKind;
  page: [number, number] | null;
  source: [number, number] | null;
}

export interface PackRef {
  name: string;
  documents: number;
  /** Those of them that the page could be compared with; reports that were kept by an earlier version do not have it. */
  comparable?: number;
  sentences: number;
  newest: string | null;
  checksum: string;
}

/** What the engine says of an open pack. */
export interface PackInfo extends PackRef {
  id: string;
  store: string;
  bytes: number;
  first: string | null;
  /** Whether its fingerprints were made with a key that was not given. */
  locked: boolean;
  sources: [name: string, documents: number][];
  languages: string[];
}

/** A page without an opinion on what is article, as the engine reads it. */
export interface Page {
  id: string;
  url: string | null;
  title: string | null;
  language: string | null;
  meta: { name: string; content: string }[];
  elements: { parent: number | null; tag: string; hint: string }[];
  blocks: { element: number; text: string; linked: number; hidden: boolean }[];
  /** Whether the page goes on behind them. */
  cut: boolean;
}

/** A plain-text page. */
export interface TextPage {
  id: string;
  text: string;
  /** Whether the page goes on behind it. */
  cut?: boolean;
}

/** Where a block's text stands in the document: piece `i` begins at `at[i]` in the text and at `from[i]` in `nodes[i]`. */
export interface BlockAnchor {
  start: number;
  text: string;
  at: number[];
  nodes: Text[];
  from: number[];
}

/** A page and the way back from its text to the document. */
export interface Reading {
  page: Page;
  anchors: BlockAnchor[];
  /** Whether the page took away what was being read, so that it has to be read again. */
  lost: boolean;
}

/** Where a set's pack lies: in the package or on the web (`url`), in the origin's private file system (`file`), or in memory. */
export interface SetSource {
  id: string;
  name: string;
  url?: string;
  file?: string;
  bytes?: Uint8Array;
  /** The key of its fingerprints, in Base64. */
  key?: string;
}

/** A reference set as it is remembered. */
export interface ReferenceSet extends SetSource {
  enabled: boolean;
  added: string;
  documents: number;
  sentences: number;
  bytes: number;
  newest: string | null;
  checksum: string;
  /** Whether it can be compared with only with a key. */
  locked?: boolean;
}

/** A source that an administrator preset. */
export interface ManagedSource {
  id: string;
  address: string;
  name: string;
  key: string;
  pages: boolean;
  days?: number;
  minutes?: number;
}

/** An address that is followed: a feed, whose articles make a reference set, or a pack. Its id is its set's, too. */
export interface Followed {
  id: string;
  address: string;
  /** As the reader named it; empty for the feed's own title. */
  name: string;
  /** Minisign public key that what comes must be signed with; empty where none is asked for. */
  key: string;
  /** Whether full texts are read from the articles' pages. */
  pages: boolean;
  /** Days for which articles are kept; 0 keeps them all. */
  days: number;
  /** Minutes between two fetches. */
  minutes: number;
  paused: boolean;
  /** Sites of its articles that the reader allowed for it. */
  allowed?: string[];
  /** Whether an administrator preset it. */
  preset?: boolean;
  state: FollowState;
}

/** What is known of a followed source; times are ISO 8601. */
export interface FollowState {
  /** Failures in a row. */
  failures: number;
  /** When it is due; null where it is not fetched by itself any more. */
  next: string | null;
  /** Last try, last success. */
  tried?: string;
  fetched?: string;
  /** What went wrong at the last try. */
  error?: Failure;
  title?: string;
  etag?: string;
  modified?: string;
  counts?: { added: number; changed: number; expired: number };
  /** Articles of which only a summary is there. */
  summaries?: number;
  /** Sites that have their full text and were not granted. */
  sites?: string[];
  /** Items of the feed that could not be read. */
  unread?: Unread;
  /** Where the last answer came from, where that is not the address. */
  answered?: string;
  /** Time of the oldest article that is kept. */
  oldest?: string;
  /** When articles that are too old were last to go without a fetch. */
  expired?: string;
}

/** Why there is a turn of a source: it was asked for, it is due, or an article has been kept for its days. Only then nothing is fetched. */
export type TurnReason = "asked" | "due" | "expiry";

/** Items that could not be read: how many, and what is wrong with the first. */
export interface Unread {
  count: number;
  first: string;
}

/** What whoever takes a turn has to know. */
export interface TurnJob {
  id: string;
  /** Whether anything is fetched; otherwise only what is too old goes. */
  fetch: boolean;
  name: string;
  address: string;
  key: string;
  pages: boolean;
  days: number;
  /** Match patterns of what may be fetched. */
  granted: string[];
  now: string;
  /** The pack that the set has now. */
  file: string | null;
  fetched: string | null;
  validators: { etag?: string; modified?: string };
}

/** What came of it. */
export type TurnOutcome = Fetched | Expired | { ok: false; fetched: boolean; error: Failure; wait: number };

/** What a source's articles are after a turn; `set` is there where the set changes, and null where nothing is left of it. */
interface Left {
  ok: true;
  summaries: number;
  sites: string[];
  oldest?: string;
  set?: { file: string; info: PackInfo } | null;
}

export interface Fetched extends Left {
  fetched: true;
  address: string;
  validators: { etag?: string; modified?: string };
  fresh: number;
  counts: { added: number; changed: number; expired: number };
  title?: string;
  /** Not there where the feed did not change. */
  unread?: Unread;
}

export interface Expired extends Left {
  fetched: false;
}

/** An article as the importer reads it. */
export interface Article {
  uri: string;
  headline: string;
  body: string;
  language: string | null;
  published: string | null;
  version: number | null;
  source: string | null;
  byline: string | null;
  usageterms: string | null;
  embargoed: string | null;
  url: string | null;
  /** Whether its source delivers only a summary of its text. */
  summary: boolean;
}

/** An article of a followed feed as it is kept: ninjs, and what is needed to keep it up to date. */
export interface KeptArticle {
  uri: string;
  type: "text";
  headline: string;
  body_text: string;
  versioncreated?: string;
  version?: number;
  infosource?: { name: string }[];
  byline?: string;
  usageterms?: string;
  embargoed?: string;
  language?: string;
  altids?: { url: string };
  /** When it was first seen. */
  seen: string;
  /** Whether the text is only a summary, or older than the one that the feed has now. */
  summary?: boolean;
  /** The feed's summary, where the text is from the article's page. */
  abstract?: string;
  /** How often its page was tried in vain. */
  tries?: number;
}

/** A set that could not be used in a check. */
export interface SetProblem {
  id: string;
  name: string;
  message: string;
}

export interface Checked {
  report: Report;
  problems: SetProblem[];
  /** There was nothing to compare with but the set that comes with Wirecopy. */
  onlyExample?: boolean;
}

export interface Failure {
  name: string;
  message: string;
}

export type Reply<Value> = { ok: true; value: Value } | { ok: false; error: Failure };

/** One check as the panel shows it; lives as long as the browser's session. */
export interface CheckRecord {
  key: string;
  run: string;
  /** The tab whose page was checked; null for pasted or selected text. */
  tabId: number | null;
  /** The frame whose article was checked, where it is not the page itself. */
  frame?: number;
  /** Only what was selected in the page was checked. */
  selected?: boolean;
  /** Read in a private window: forgotten with its tab, and nothing of it is kept. */
  private?: boolean;
  /** For such text: the tab beside which it was checked. */
  beside?: number;
  state: "checking" | "done" | "failed";
  page: string;
  title: string;
  /** When the check began, ISO 8601. */
  checked: string;
  text?: string;
  report?: Report;
  problems?: SetProblem[];
  onlyExample?: boolean;
  error?: Failure;
}

/** What makes a saved report repeatable. */
export interface Proof {
  address: string;
  title: string;
  checked: string;
  /** Of the text that was checked, as UTF-8: `sha256-` and hexadecimal digits. */
  hash: string;
  /** W3C TextQuoteSelectors of the findings. */
  selectors: { sentence: number; type: "TextQuoteSelector"; exact: string; prefix: string; suffix: string }[];
}

export type ProvenReport = Report & { text: string; proof: Proof };

/** What readers set for themselves. */
export interface Settings {
  colours: "standard" | "distinct" | "strong";
  /** Kinds of finding that are shown. */
  kinds: string[];
  /** Whether checked pages are remembered, on this computer. */
  history: boolean;
}

/** A page that was checked, as it is remembered. */
export interface Remembered extends Omit<Verdict, "documents"> {
  page: string;
  title: string;
  checked: string;
  published?: string;
  language: string | null;
  text: string;
  /** The name of the words for what matches where there is no verdict on the whole. */
  part?: string | null;
}

/** What a reader says of one sentence. */
export interface Correction {
  label: "not-derived" | "missed";
  start: number;
  end: number;
  class: SentenceClass;
  score: number | null;
  source: { document: string; sentence: number } | null;
  made: string;
}

/** A page on which a reader corrected something, as it was then. */
export interface CorrectedPage {
  page: string;
  title: string;
  text: string;
  engine: Report["engine"];
  corrections: Correction[];
}

/** What `pkg/wirecopy.js` offers. */
export interface EngineModule {
  default(options: { module_or_path: Promise<Response> }): Promise<unknown>;
  Engine: new (background: Uint8Array, weights: Uint8Array, vectors: Uint8Array) => Engine;
}

/** Bytes that are read where they lie. */
export interface ReadAt {
  read(view: Uint8Array, options: { at: number }): number;
  getSize(): number;
}

export interface Engine {
  openPack(id: string, source: Uint8Array | ReadAt, key?: Uint8Array): PackInfo;
  closePack(id: string): boolean;
  verifyPack(id: string): void;
  packs(): PackInfo[];
  check(page: Page | TextPage, options: { sensitivity: Sensitivity }): Report;
}

/** An item that its agency withdrew, up to a version. */
export type Withdrawal = Pick<Article, "uri" | "version" | "published">;

/** What `pkg/wirecopy_import.js` offers. */
export interface ImportModule {
  default(options: { module_or_path: URL | string }): Promise<unknown>;
  Importer: new (name: string, background: Uint8Array) => Importer;
  /** The articles of a file, and what must not be used any more. */
  readArticles(fileName: string, bytes: Uint8Array): {
    format: string;
    articles: Article[];
    withdrawn: Withdrawal[];
    problems: { file: string; line: number | null; message: string }[];
  };
  /** What a pack begins with once it is called `name`; its own bytes from `from` on follow. Undefined where its first bytes are too few. */
  renamedPack(name: string, bytes: Uint8Array): { start: Uint8Array; from: number } | undefined;
  /** Throws a `SignatureError` where bytes are not what the key's holder signed. */
  verifySignature(key: string, signature: string, handle: Pick<ReadAt, "read">): void;
}

/** A synchronous handle on a file of the origin's private file system, as Workers have it. */
export interface SyncHandle extends ReadAt {
  write(view: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle(options?: { mode: "read-only" | "readwrite" }): Promise<SyncHandle>;
  }
}

export interface Importer {
  /** `named` says whether the file was chosen, and not only a folder it is in; `watcher` is told how many of its bytes were read. */
  add(fileName: string, bytes: Uint8Array, named: boolean, watcher?: (read: number) => void): {
    documents: number;
    skipped: Record<string, number>;
    problems: { file: string; line: number | null; message: string }[];
    notes: { file: string; line: number | null; message: string }[];
  };
  finish(): { pack: Uint8Array; documents: number; sentences: number };
}
