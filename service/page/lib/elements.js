/**
 * Elements from plain values. Whatever a document or a question contains becomes a text node: no markup is ever parsed.
 */

/** Lists may be nested. @typedef {Node | string | number | null | undefined | false | readonly any[]} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | Record<string, any>>} Attributes */

/** Characters that turn the direction of what follows them; a source could use them to show other words than it has. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** A run without a space that is long enough to take a browser seconds to break into lines, unless it is told where it may. */
const UNBROKEN = /(\S{200})/;

/**
 * A text as it may be shown, of the same length.
 * @param {string} text
 */
export const shown = (text) => text.replace(TURNING, "\ufffd");

/**
 * An element.
 *
 * `on` holds listeners by event, `data` data attributes; false, null and undefined leave an attribute out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(element.dataset, value);
    } else if (/^(on|style|srcdoc)/.test(name)) {
      throw new Error(`the attribute ${name} is not set this way`);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  fill(element, ...children);
  return element;
}

/**
 * Append children to a node and return it.
 * @template {Node} N
 * @param {N} node
 * @param {...Child} children
 */
export function fill(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) node.appendChild(child);
    else for (const piece of breakable(shown(String(child)))) node.appendChild(piece);
  }
  return node;
}

/** @param {string} text @returns {Node[]} */
function breakable(text) {
  if (!UNBROKEN.test(text)) return [document.createTextNode(text)];
  const pieces = text.split(UNBROKEN).filter(Boolean);
  return pieces.flatMap((piece, index) => [...(index ? [document.createElement("wbr")] : []), document.createTextNode(piece)]);
}

/**
 * Replace what an element holds.
 * @param {Element} element
 * @param {...Child} children
 */
export function refill(element, ...children) {
  element.replaceChildren();
  fill(element, ...children);
}

/**
 * A link to the address that a document gives for itself; plain text unless it leads to the web.
 * @param {string | null | undefined} url
 * @param {Attributes} attributes
 * @param {...Child} children
 */
export function outward(url, attributes, ...children) {
  const safe = web(url);
  if (!safe) return el("span", attributes, ...children);
  return el("a", { ...attributes, href: safe, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/**
 * The address if it is one of the web (not `javascript:` or the like), else null.
 * @param {string | null | undefined} url
 */
export function web(url) {
  const parsed = url ? URL.parse?.(url) ?? safely(url) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
}

/** @param {string} url */
function safely(url) {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/**
 * The element with this id, which the page is known to have.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} id
 * @returns {E}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return /** @type {E} */ (element);
}
