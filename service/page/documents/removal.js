/** Removing a document. It leaves the screen at once and the index a little later, so that it can be undone. */

import { problemOf } from "../api/problems.js";
import { remove } from "../api/requests.js";
import { announce, notice } from "../lib/telling.js";
import { words } from "../lib/words.js";
import { titleOf } from "../source/cited.js";
import { changed, leaving } from "./collection.js";

/** @typedef {import("../api/types.js").DocumentSummary} DocumentSummary */

const SECONDS = 8;

/** What is still to be removed, by id. @type {Map<string, () => void>} */
const pending = new Map();

/** @param {DocumentSummary} found */
export function takeAway(found) {
  const id = found.document_id;
  leaving.add(id);
  dispatchEvent(new Event("documents"));
  const title = titleOf(found).slice(0, 80);
  const stay = () => {
    clearTimeout(timer);
    pending.delete(id);
    leaving.delete(id);
    dispatchEvent(new Event("documents"));
    announce(words.kept(title));
  };
  const commit = async () => {
    clearTimeout(timer);
    pending.delete(id);
    gone();
    try {
      await remove(id);
    } catch (error) {
      const problem = problemOf(error);
      if (problem && problem.kind !== "missing") notice(words.notRemoved(title, problem.told), { wrong: true, seconds: 12 });
    }
    leaving.delete(id);
    changed();
  };
  const timer = setTimeout(commit, SECONDS * 1000);
  const gone = notice(words.removed(title), { action: { name: words.undo, run: stay }, seconds: SECONDS });
  announce(words.removed(title));
  pending.set(id, commit);
}

/** Whoever leaves the page meant what they did: finish it. */
export function installRemoval() {
  addEventListener("pagehide", () => {
    for (const commit of pending.values()) commit();
  });
}
