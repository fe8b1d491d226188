/**
 * The blocks of a canonical text, for showing it as a document: its blocks are joined by empty lines, the items of a list
 * and the rows of a table by single line ends. What is a heading is not recorded; a short line without an end mark reads as one.
 */

/** @typedef {"paragraph" | "heading" | "item" | "row"} Kind */
/** @typedef {{ kind: Kind, start: number, end: number }} Block  UTF-16 offsets */

const CELLS = " | ";
const LONGEST_HEADING = 100;

/**
 * The blocks that a stretch of a text holds, in order.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @returns {Block[]}
 */
export function blocks(text, from = 0, to = text.length) {
  /** @type {Block[]} */
  const found = [];
  for (const [start, end] of pieces(text, from, to, /\n{2,}/g)) {
    const lines = [...pieces(text, start, end, /\n/g)];
    for (const [lineStart, lineEnd] of lines) {
      found.push({ kind: kindOf(text.slice(lineStart, lineEnd), lines.length), start: lineStart, end: lineEnd });
    }
  }
  return found;
}

/**
 * The cells of a row, as spans of the text.
 * @param {string} text
 * @param {Block} row
 */
export const cells = (text, row) => [...pieces(text, row.start, row.end, /\s\|\s/g, true)];

/**
 * @param {string} line
 * @param {number} lines  how many its block has
 * @returns {Kind}
 */
function kindOf(line, lines) {
  if (line.includes(CELLS)) return "row";
  if (lines > 1) return "item";
  return line.length <= LONGEST_HEADING && !/[.!…:;,”"“»]\s*$/.test(line) ? "heading" : "paragraph";
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {RegExp} separator
 * @param {boolean} [empty]  whether empty pieces count
 * @returns {Generator<[number, number]>}
 */
function* pieces(text, from, to, separator, empty = false) {
  let start = from;
  for (const match of text.slice(from, to).matchAll(separator)) {
    const end = from + match.index;
    if (empty || end > start) yield [start, end];
    start = end + match[0].length;
  }
  if (empty || to > start) yield [start, to];
}
