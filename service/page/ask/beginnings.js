/** What the start page offers: questions that the indexed documents answer, and the latest conversations. */

import { toAnswer } from "../address.js";
import { moment } from "../lib/dates.js";
import { byId, el, refill } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { notice } from "../lib/telling.js";
import { language, words } from "../lib/words.js";
import { documents } from "../documents/collection.js";
import { starters } from "./starters.js";
import { drop, keep, threads } from "./threads.js";

/** @typedef {import("./threads.js").Thread} Thread */

const SHOWN = 8;

/**
 * @param {(question: string) => void} ask
 */
export async function showBeginnings(ask) {
  const offered = el("section", { class: "starters", "aria-label": words.starters });
  refill(byId("beginnings"), offered, recent());
  const found = await documents().catch(() => null);
  if (!found) return;
  if (!found.length) {
    refill(offered, el("p", { class: "empty" }, words.nothingIndexed));
    return;
  }
  refill(
    offered,
    el("h2", { class: "label" }, words.starters),
    el(
      "ul",
      {},
      starters(found, language()).map((question) =>
        el("li", {}, el("button", { type: "button", class: "starter", on: { click: () => ask(question) } }, question)),
      ),
    ),
  );
}

/** The latest conversations of this browser. */
function recent() {
  const kept = threads();
  if (!kept.length) return null;
  const list = el("ul", {}, kept.slice(0, SHOWN).map(entry));
  return el("section", { class: "recent", "aria-label": words.recent }, el("h2", { class: "label" }, words.recent), list);
}

/** @param {Thread} thread */
function entry(thread) {
  const last = thread.turns.findLast((turn) => turn.answer);
  const item = el(
    "li",
    {},
    el(
      "a",
      { href: toAnswer(last?.answer ?? ""), data: { route: "" }, dir: "auto" },
      el("span", { class: "clamped" }, thread.turns[0].question || words.untitled),
      el("span", { class: "when" }, thread.turns.length > 1 && words.questions(thread.turns.length), " ", moment(thread.changed)),
    ),
    el("button", { type: "button", class: "icon-button", "aria-label": words.forgetThread(thread.turns[0].question), on: { click: () => forget() } }, icon("close")),
  );
  const forget = () => {
    drop(thread.id);
    item.hidden = true;
    const undo = () => {
      keep(thread);
      item.hidden = false;
    };
    notice(words.forgotten, { action: { name: words.undo, run: undo } });
  };
  return last ? item : null;
}
