// Pages built the way real ones are: each with an article taken from the story of story.js, and a script that notices when it is
// disturbed. `window.disturbed` lists what went wrong for the page.

import { REPRINTED, page } from "./story.js";

const WATCH = `<script>window.disturbed = []; addEventListener("error", (event) => disturbed.push(event.message));</script>`;
/** @param {string[]} texts */
const inParagraphs = (texts) => texts.map((text) => `<p>${text}</p>`).join("\n");
const paragraphs = inParagraphs(REPRINTED);
const TEASER = "<p>Also today: the ferry to Ammer Sound runs an hour later until the tide tables are printed anew.</p>";

/** @param {string} body @param {string} [script] @param {string} [attributes] of the html element */
const html = (body, script = "", attributes = 'lang="en"') => `<!doctype html><html ${attributes}><head><meta charset="utf-8"><title>The Ammer Courier</title>
  ${WATCH}</head><body>${body}<script>${script}</script></body></html>`;

const article = (inner = paragraphs) => `<main><article id="story"><h1>From our notebook</h1>${inner}</article></main>`;

/** A framework takes over what the server sent: it compares, and renders all of it anew. */
export const hydrated = html(`<div id="root">${article()}</div>`, `
  const root = document.querySelector("#root");
  const sent = root.cloneNode(true);
  window.hydrate = () => {
    if (!root.isEqualNode(sent)) disturbed.push("the markup is not what the server sent");
    root.replaceChildren(...[...sent.childNodes].map((node) => node.cloneNode(true)));
  };`);

/** More articles come as the reader scrolls. */
export const endless = html(article(), `
  let more = 0;
  window.loadMore = () => {
    const next = document.createElement("article");
    next.innerHTML = "<h2>Next " + ++more + "</h2>" + ${JSON.stringify(TEASER)}.repeat(30);
    document.querySelector("main").append(next);
  };`);

/** A curtain over the article, which is cut away behind it until the reader goes on. */
export const paywall = html(`${article(`<div id="cut" style="max-height: 9rem; overflow: hidden">${paragraphs}</div>`)}
  <div id="curtain" style="position: fixed; inset: 0; background: #fffd"><p>Read on with a subscription.</p><button>Go on</button></div>`, `
  document.body.style.overflow = "hidden";
  document.querySelector("#curtain button").onclick = () => {
    document.querySelector("#curtain").remove();
    document.body.style.overflow = "";
    const cut = document.querySelector("#cut");
    cut.replaceWith(...cut.childNodes);
  };`);

/** The article stands in a frame of the same site. @param {string} inner address of {@link framedArticle} */
export const framed = (inner) => html(`<header><p>The Ammer Courier</p></header><iframe id="inner" src="${inner}" width="700" height="500"></iframe>`);
export const framedArticle = page(REPRINTED);

/** Elements of its own, as pages for fast readers have. */
export const ampLike = html(article(REPRINTED.map((text) => `<amp-layout class="i-amp"><p>${text}</p></amp-layout><amp-ad width="300"></amp-ad>`).join("")),
  "", 'amp lang="en"');

/** New entries come on top. */
export const liveBlog = html(`<main><article><h1>Live from the cape</h1><div id="entries">${REPRINTED.map((text, at) =>
  `<section class="entry"><h2>1${at}:00</h2><p>${text}</p></section>`).join("")}</div></article></main>`, `
  window.post = (text) => {
    const entry = document.createElement("section");
    entry.className = "entry";
    entry.innerHTML = "<h2>16:00</h2><p></p>";
    entry.querySelector("p").textContent = text;
    document.querySelector("#entries").prepend(entry);
  };`);

/** Every paragraph is written anew again and again; the third one with other words from the second time on. */
export const rewriting = html(article(), `
  let times = 0;
  setInterval(() => {
    times++;
    document.querySelectorAll("#story p").forEach((p, at) => {
      p.textContent = times > 1 && at === 2 ? "The keeper was not to be found." : p.textContent;
    });
    document.documentElement.dataset.times = times;
  }, 300);`);

/** The article stands in an open shadow root, a part of it in a slot. */
export const shadow = html(`<courier-story><p slot="last">${REPRINTED[4]}</p></courier-story>`, `
  customElements.define("courier-story", class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode: "open" }).innerHTML =
        "<style>:host { display: block }</style><article><h1>From our notebook</h1>" + ${JSON.stringify(inParagraphs(REPRINTED.slice(0, 4)))} +
        '<slot name="last"></slot></article>';
    }
  });`);

/** Two megabytes in twenty thousand nodes, most of them comments. */
export function large() {
  const gulls = "the gulls were loud ".repeat(12);
  const comment = (/** @type {number} */ at) => `<li class="comment"><b>Reader ${at}</b> <span>wrote at ${at % 24}:00 that ${gulls}</span></li>`;
  return html(`${article()}<section class="comments"><ol>${Array.from({ length: 6_700 }, (_, at) => comment(at)).join("\n")}</ol></section>`);
}

/** A page that runs from right to left. @param {string[]} sentences */
export const rightToLeft = (sentences) =>
  html(`<main><article id="story"><h1>من دفتر المراسل</h1>${sentences.map((text) => `<p>${text}</p>`).join("")}</article></main>`, "", 'lang="ar" dir="rtl"');

/** A page in which nothing is found, and which goes on to an article without being loaded anew. */
export const beforeArticle = html(`<main><article><h1>Elsewhere</h1>${TEASER.repeat(8)}</article></main>`, `
  window.goOn = () => {
    history.pushState(null, "", "/article");
    document.querySelector("main").outerHTML = ${JSON.stringify(article())};
  };`);

/** A page that goes on to another one without being loaded anew. */
export const singlePage = html(article(), `
  window.goOn = () => {
    history.pushState(null, "", "/elsewhere");
    document.querySelector("main").innerHTML = ${JSON.stringify(`<article><h1>Elsewhere</h1>${TEASER.repeat(8)}</article>`)};
  };`);
