/** The page: puts its parts together, and shows what the address names. */

import { place, toCheck, toDocuments, toStart } from "./address.js";
import { showBeginnings } from "./ask/beginnings.js";
import { Composer } from "./ask/composer.js";
import { copyAnswer } from "./ask/copying.js";
import { Conversation } from "./ask/conversation.js";
import { showChips } from "./filters/chips.js";
import { byId, refill } from "./lib/elements.js";
import { menu } from "./lib/menu.js";
import { installShortcuts, showShortcuts } from "./lib/shortcuts.js";
import { plain } from "./lib/storage.js";
import { installTheme } from "./lib/theme.js";
import { language, LANGUAGES, speak, words } from "./lib/words.js";
import { go, installNavigation } from "./navigation.js";
import { hide as hidePreview, installPreview } from "./source/preview.js";
import { SourcePanel } from "./source/panel.js";

/** Milliseconds. */
const PATIENCE = 600;

await Promise.all([speak(), typeset()]);

const panel = new SourcePanel({
  moved: (cited) => {
    const { view, answer } = place();
    if (view === "check") checking?.mark(cited);
    else conversation.mark(cited);
    if ((answer || view === "check") && cited.number) history.replaceState(history.state, "", `#${cited.number}`);
  },
  closed: () => {
    if (history.state?.opened) history.back();
    else if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  },
});
const composer = new Composer({ ask: (question) => conversation.ask(question), stop: () => conversation.stop() });
const conversation = new Conversation(panel, composer);

/** The view of all documents, loaded when it is first wanted. @type {import("./documents/browsing.js").Browsing | null} */
let browsing = null;

/** The view of a draft, likewise. @type {import("./check/checking.js").Checking | null} */
let checking = null;

/** Show what the address names. */
async function show() {
  const { view, document: id, question } = place();
  hidePreview();
  byId("ask").hidden = view !== "ask";
  byId("documents").hidden = view !== "documents" && view !== "read";
  byId("check").hidden = view !== "check";
  byId("to-ask").setAttribute("href", toStart());
  byId("to-documents").setAttribute("href", toDocuments());
  byId("to-check").setAttribute("href", toCheck());
  current("to-ask", view === "ask");
  current("to-documents", view === "documents" || view === "read");
  current("to-check", view === "check");
  showChips();
  if (view === "ask") await showAsk(question);
  else if (view === "check") await showCheck();
  else await showDocuments(id);
}

/** @param {string | null} question */
async function showAsk(question) {
  const shown = conversation.show();
  const begun = await shown;
  if (!begun && place().view === "ask") {
    if (conversation.thread) conversation.clear();
    showBeginnings((starter) => conversation.ask(starter));
  }
  arrange(begun ? "thread" : "start");
  document.title = title();
  if (begun) return;
  composer.focus();
  if (question) {
    history.replaceState(history.state, "", toStart());
    conversation.ask(question);
  }
}

async function showCheck() {
  arrange("documents");
  document.title = `${words.checkTitle} – ${words.name}`;
  const { Checking } = await import("./check/checking.js");
  checking ??= new Checking(panel);
  checking.show();
}

/** @param {string | null} id */
async function showDocuments(id) {
  arrange("documents");
  panel.hide();
  document.title = `${words.documents} – ${words.name}`;
  if (id) {
    const { showDocument } = await import("./documents/reading.js");
    await showDocument(id);
  } else {
    const { Browsing } = await import("./documents/browsing.js");
    browsing ??= new Browsing(panel);
    browsing.show();
  }
  scrollTo(0, 0);
}

/** @param {"start" | "thread" | "documents"} view */
function arrange(view) {
  document.documentElement.dataset.view = view;
  byId("thread-tools").hidden = view !== "thread" || !conversation.given.length;
}

function title() {
  const asked = conversation.thread?.turns.at(-1)?.question;
  return asked ? `${asked.slice(0, 200)} – ${words.name}` : words.name;
}

/**
 * @param {string} id
 * @param {boolean} is
 */
function current(id, is) {
  if (is) byId(id).setAttribute("aria-current", "page");
  else byId(id).removeAttribute("aria-current");
}

/** Wait a moment for the typeface, so that no text moves when it comes: nothing but the frame is shown yet. */
async function typeset() {
  const loading = ["400 1em", "600 1em"].map((font) => document.fonts.load(`${font} "Source Serif"`));
  await Promise.race([Promise.allSettled(loading), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

function installLanguage() {
  const other = language() === "en" ? "de" : "en";
  const button = byId("language");
  button.textContent = other.toUpperCase();
  button.lang = other;
  button.setAttribute("aria-label", LANGUAGES[other]);
  button.title = LANGUAGES[other];
  button.addEventListener("click", () => {
    plain.set("language", other);
    // Everything on the page is in its address and in storage, so that it comes back in the other language.
    location.reload();
  });
}

/** What is not needed to ask and to read comes when it is wanted. */
const exporting = () => import("./ask/exporting.js");
const openFilters = async () => (await import("./filters/dialog.js")).openFilters(byId("narrow"));

/** Open a source of the answer that is being read. @param {number} number */
function cite(number) {
  const read = { ask: conversation.current, check: checking, documents: null, read: null }[place().view];
  /** @type {HTMLElement | null | undefined} */
  const mark = read?.element.querySelector(`.mark[data-number="${number}"]`);
  mark?.click();
}

/** Copy the answer that is being read. */
function copyCurrent() {
  const answer = place().view === "ask" ? conversation.current?.answer : null;
  if (answer) copyAnswer("asFootnotes", answer);
}

/** Where one writes in this view. */
const field = () => document.getElementById({ ask: "question", documents: "document-search", read: "document-search", check: "draft" }[place().view]);

installNavigation();
installPreview();
installTheme();
installLanguage();
installShortcuts([
  { keys: "/", does: words.keyAsk, run: () => field()?.focus() },
  { keys: "1 2 3 4 5 6 7 8 9", does: words.keyCite, run: (key) => cite(Number(key)) },
  { keys: "n j", does: words.keyNext, run: () => (panel.isOpen ? panel.move(1) : cite(1)) },
  { keys: "p k", does: words.keyPrevious, run: () => panel.move(-1) },
  { keys: "c", does: words.keyCopy, run: copyCurrent },
  { keys: "f", does: words.keyNarrow, run: openFilters },
  { keys: "a", does: words.keyNew, run: () => go(toStart()) },
  { keys: "d", does: words.keyDocuments, run: () => go(toDocuments()) },
  { keys: "v", does: words.keyCheck, run: () => go(toCheck()) },
  { keys: "?", does: words.keyList, run: showShortcuts },
]);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (!hidePreview()) panel.close();
});
byId("shortcuts").addEventListener("click", showShortcuts);
byId("narrow").addEventListener("click", openFilters);
refill(
  byId("thread-tools"),
  menu(words.exportAs, words.exportAs, [
    { name: "Markdown", run: async () => (await exporting()).exportMarkdown(conversation.given) },
    { name: "HTML", run: async () => (await exporting()).exportHtml(conversation.given) },
  ]),
);
addEventListener("moved", show);
addEventListener("narrowed", showChips);
await show();
document.documentElement.dataset.ready = "";
