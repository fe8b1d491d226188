/** Offsets of the service count Unicode code points; JavaScript counts UTF-16 units. */

export class CodePoints {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** Code point offsets of the characters that take two units. @type {number[]} */
    this.wide = [];
    let offset = 0;
    if (/[\ud800-\udbff]/.test(text)) {
      for (const character of text) {
        if (character.length === 2) this.wide.push(offset);
        offset += 1;
      }
    }
  }

  /** The number of code points. */
  get length() {
    return this.text.length - this.wide.length;
  }

  /**
   * The UTF-16 index of a code point offset.
   * @param {number} offset
   */
  index(offset) {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  }

  /**
   * @param {number} start code points
   * @param {number} end code points, exclusive
   */
  slice(start, end) {
    return this.text.slice(this.index(start), this.index(end));
  }
}
