/** The browser's storage, or memory where it is switched off or full. */

const PREFIX = "aide-memoire:";

/** @type {Map<string, string>} */
const memory = new Map();

/**
 * @param {string} name
 * @returns {any} what was stored, or null
 */
export function stored(name) {
  try {
    const text = localStorage.getItem(PREFIX + name) ?? memory.get(name) ?? null;
    return text === null ? null : JSON.parse(text);
  } catch {
    return memory.has(name) ? JSON.parse(memory.get(name) ?? "null") : null;
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function store(name, value) {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + name, text);
    memory.delete(name);
  } catch {
    memory.set(name, text);
  }
}

/** @param {string} name */
export function forget(name) {
  memory.delete(name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was stored there either.
  }
}

/**
 * The names that begin with a prefix.
 * @param {string} prefix
 */
export function storedNames(prefix) {
  const names = new Set(memory.keys());
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) names.add(key.slice(PREFIX.length));
  } catch {
    // Memory has all there is.
  }
  return [...names].filter((name) => name.startsWith(prefix));
}

/** Settings that `start.js` reads before the page is built, as plain strings. */
export const plain = {
  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    try {
      localStorage.setItem(PREFIX + name, value);
    } catch {
      // It holds for this visit.
    }
  },
};

/** What is being typed, kept for this tab only. */
export const draft = {
  read() {
    try {
      return sessionStorage.getItem(`${PREFIX}draft`) ?? "";
    } catch {
      return "";
    }
  },
  /** @param {string} text */
  write(text) {
    try {
      sessionStorage.setItem(`${PREFIX}draft`, text);
    } catch {
      // It lives as long as the page.
    }
  },
};
