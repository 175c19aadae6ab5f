// A live document as its reader sees it: what stands in open shadow roots, slots and frames of the same origin is part of the page.

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
  if (slotOf(node)) return nextInSlot.get(node) ?? null;
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
