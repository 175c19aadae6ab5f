// What a document's blocks are: the rules shared with the native reader, one by one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, readHtml } from "./dom.js";
import { readInSlices } from "../../extension/page/extract.js";

/** @param {string} html */
const blocks = (html) => readHtml(html).page.blocks.map((block) => (block.hidden ? `(${block.text})` : block.text));

/** @type {[string, string, string[]][]} */
const CASES = [
  ["white space collapses to single spaces", "<p>  one\n\ttwo\u00a0 three </p>", ["one two three"]],
  ["other spaces stay as they are", "<p>a\u2009b\u3000c</p>", ["a\u2009b\u3000c"]],
  ["inline elements run on", "<p>sou<b>rce</b>s say <i>so</i></p>", ["sources say so"]],
  ["a block-level element parts the text around it", "<div>before<p>inside</p>after</div>", ["before", "inside", "after"]],
  ["an unknown element is inline", "<p>a <x-note>b</x-note> c</p>", ["a b c"]],
  ["one br is a line break", "<p>one<br>two</p>", ["one\ntwo"]],
  ["two br part blocks", "<p>one<br> <br>two</p>", ["one", "two"]],
  ["a br at the start is nothing", "<p><br>one</p>", ["one"]],
  ["a br at the end is nothing", "<p>one<br></p>", ["one"]],
  ["space around a br goes", "<p>one <br> two</p>", ["one\ntwo"]],
  ["in pre white space collapses too", "<pre>one\n  two</pre>", ["one two"]],
  ["skipped elements leave no trace and no boundary", "<p>a<script>x</script> b<select><option>c</select><button>d</button></p>", ["a b"]],
  ["svg and math are skipped", "<p>a <svg><text>b</text></svg><math><mi>c</mi></math> d</p>", ["a d"]],
  ["noscript is no part of the page", "<noscript><p>no</p></noscript><p>yes</p>", ["yes"]],
  ["noscript in the head does not end the head", "<head><noscript>no <img></noscript><title>t</title></head><p>yes</p>", ["yes"]],
  ["hidden is hidden with all it holds", "<div hidden><p>no</p></div><p>yes</p>", ["(no)", "yes"]],
  ["display none in a style attribute hides", '<p style="color:red; DISPLAY : none !important">no</p>', ["(no)"]],
  ["visibility hidden in a style attribute hides", '<p style="visibility:hidden">no</p>', ["(no)"]],
  ["a closed dialog is hidden, an open one is not", "<dialog>no</dialog><dialog open>yes</dialog>", ["(no)", "yes"]],
  ["text for screen readers only is hidden", '<p>yes<span class="x SR-only">no</span></p>', ["yes", "(no)"]],
  ["aria-hidden hides an icon", '<p>yes <span aria-hidden="true">★</span></p>', ["yes", "(★)"]],
  ["aria-hidden on the whole article does not hide it", '<div aria-hidden="true"><p>yes</p></div>', ["yes"]],
  ["hidden text does not cut a sentence", '<p>one <span hidden>x</span>two</p>', ["one two", "(x)"]],
  ["comments are nothing", "<p>a<!-- b -->c</p>", ["ac"]],
  ["table cells are blocks", "<table><tr><td>a<td>b</table>", ["a", "b"]],
  ["emoji, combining marks and right-to-left text stay whole", "<p>👩‍👩‍👧 e\u0301 שלום</p>", ["👩‍👩‍👧 e\u0301 שלום"]],
  ["an empty page has no blocks", "", []],
];

for (const [name, html, expected] of CASES) {
  test(name, () => assert.deepEqual(blocks(html), expected));
}

test("a block's element is the innermost one that holds all of its text", () => {
  const { page } = readHtml("<main><article><p><a href=x>all of it</a></p><p>some <a href=x>of it</a></p></article></main>");
  assert.deepEqual(page.blocks.map((block) => page.elements[block.element]?.tag), ["a", "p"]);
});

test("elements stand in document order, each after its parent, body first", () => {
  const { page } = readHtml("<header><h1>a</h1></header><main><p>b<p>c</main>");
  assert.deepEqual(page.elements.map(({ tag, parent }) => [tag, parent]), [
    ["body", null], ["header", 0], ["h1", 1], ["main", 0], ["p", 3], ["p", 3],
  ]);
});

test("linked counts the units in links, the space before a link not among them", () => {
  const { page } = readHtml("<p>see <a href=x>the 🦀 page</a> or <a>not</a></p>");
  assert.equal(page.blocks[0]?.linked, "the 🦀 page".length);
});

test("a hint joins the telling attributes in a fixed order", () => {
  const { page } = readHtml('<p aria-label=" read  more " class="b c" id="a" data-testid="t">x</p>');
  assert.equal(page.elements.at(-1)?.hint, "a b c read more t");
});

test("a long hint is cut, never inside a character", () => {
  const { page } = readHtml(`<p class="${"a".repeat(255)}🦀">x</p>`);
  assert.equal(page.elements.at(-1)?.hint, "a".repeat(255));
});

test("title and language", () => {
  const { page } = readHtml("<html lang=' en-GB '><svg><title>no</title></svg><title> The \n title </title>");
  assert.deepEqual([page.title, page.language], ["The title", "en-GB"]);
});

test("what the page says of itself, in document order", () => {
  const { page } = readHtml(`<link rel="x CANONICAL" href=" /a "><meta property="OG:Title" name="n" content=" t "><meta name=a content="">
    <script type="application/LD+json; charset=utf-8"> {"a":1} </script><body><time datetime="2026-01-02">x</time>
    <noscript><meta name=b content=c></noscript>`);
  assert.deepEqual(page.meta, [
    { name: "canonical", content: "/a" },
    { name: "og:title", content: "t" },
    { name: "ld+json", content: '{"a":1}' },
    { name: "time", content: "2026-01-02" },
  ]);
});

test("an over-long statement is left out whole", () => {
  assert.deepEqual(readHtml(`<meta name=a content="${"x".repeat(65_537)}">`).page.meta, []);
});

test("reading in slices gives what reading at once gives", async () => {
  const html = "<p>one <b>two</b></p>".repeat(3_000);
  const sliced = await readInSlices(parse(html), { id: "page" });
  assert.deepEqual(sliced.page, readHtml(html).page);
});

test("deep nesting is read without recursion", () => {
  const depth = 3_000;
  assert.deepEqual(blocks(`${"<span>".repeat(depth)}deep${"</span>".repeat(depth)}`), ["deep"]);
});

test("names without end are cut or left out", () => {
  const long = "a".repeat(100_000);
  const { page } = readHtml(`<html lang="${long}"><meta name="${long}" content="a"><x-${long}>a</x-${long}>`);
  assert.deepEqual([page.language?.length, page.elements[1]?.tag.length, page.meta], [64, 64, []]);
});

test("no more elements are told than can be sent", () => {
  const { page } = readHtml(`${"<div>".repeat(100)}a${"</div>".repeat(100)}`.repeat(1_201));
  assert.ok(page.cut && page.elements.length === 119_901 && page.blocks.length === 1_199, `${page.elements.length} ${page.blocks.length}`);
});
