// A live document as its reader sees it: what stands in open shadow roots, slots and frames of the same origin is part of the page.

/**
 * An element by what all elements have. In Chromium the fields of a form stand before that under their names: one that is called
 * `firstChild` would hide what the form holds.
 * @template {Node} Some
 * @param {Some} node
 * @returns {Some} in the place of a form, what asks it past its fields; its `valueOf` is the form itself
 */
export function bare(node) {
  const { localName } = /** @type {Element} */ (/** @type {unknown} */ (node));
  if (localName === undefined || (typeof localName === "string" && localName !== "form")) return node;
  return new Proxy(node, {
    get(form, name) {
      const value = Reflect.get(Object.getPrototypeOf(form), name, form);
      return typeof value === "function" ? value.bind(form) : value;
    },
  });
}

/** The document in a frame, where the page itself could read it. @param {Element} element @returns {Document | null} */
export function documentIn(element) {
  return element.localName === "iframe" ? /** @type {HTMLIFrameElement} */ (element).contentDocument : null;
}

/** For each node in a slot, the next one there, as it was when the walk came to the slot. @type {WeakMap<Node, Node>} */
const nextInSlot = new WeakMap();

/** @param {Element} element @returns {Node | null} */
export function firstIn(element) {
  const framed = documentIn(element);
  if (framed) return framed.body;
  if (element.shadowRoot) return element.shadowRoot.firstChild;
  const assigned = element.localName === "slot" ? /** @type {HTMLSlotElement} */ (element).assignedNodes() : [];
  assigned.forEach((node, index) => {
    const next = assigned[index + 1];
    if (next) nextInSlot.set(node, next);
    else nextInSlot.delete(node);
  });
  return assigned[0] ?? element.firstChild;
}

/** @param {Node} node @returns {Node | null} */
export function nextTo(node) {
  if (slotOf(node)) return nextInSlot.get(/** @type {Node} */ (node.valueOf())) ?? null;
  return framedBody(node) ? null : node.nextSibling;
}

/** The element that holds a node as the reader sees it. @param {Node} node @returns {Element | null} */
export const holderOf = (node) => slotOf(node) ?? parentOf(node);

/** The element that holds a node in the markup, across shadow roots and frames. @param {Node} node @returns {Element | null} */
function parentOf(node) {
  const framed = framedBody(node);
  if (framed) return framed;
  const parent = node.parentNode;
  return /** @type {Element | null} */ (parent?.nodeType === 11 ? /** @type {ShadowRoot} */ (parent).host : parent);
}

/** @param {Node} node */
const slotOf = (node) => /** @type {Text} */ (node).assignedSlot ?? null;

/** The frame whose body a node is. @param {Node} node */
function framedBody(node) {
  const view = node.nodeType === 1 && /** @type {Element} */ (node).localName === "body" ? node.ownerDocument?.defaultView : null;
  return view && view.document.body === node ? view.frameElement : null;
}
