/** Adding documents: files chosen or dropped, each with its progress and, where it fails, the reason. */

import { toDocument } from "../address.js";
import { Problem } from "../api/problems.js";
import { el, refill } from "../lib/elements.js";
import { icon } from "../lib/icons.js";
import { announce } from "../lib/telling.js";
import { words } from "../lib/words.js";
import { titleOf } from "../source/cited.js";
import { changed } from "./collection.js";

/** @typedef {import("../api/types.js").Document} Document */

const ACCEPTED = ".txt,.md,.markdown,.html,.htm,.pdf,.docx";

/** What takes files, with the list of those taken. */
export function uploading() {
  const list = el("ul", { class: "uploads" });
  const field = el("input", { type: "file", multiple: true, accept: ACCEPTED, class: "visually-hidden", id: "files", tabindex: "-1", "aria-hidden": "true" });
  const button = el("button", { type: "button", class: "button", on: { click: () => field.click() } }, icon("upload"), words.upload);
  const zone = el("div", { class: "dropzone" }, button, field, el("span", { class: "hint" }, words.uploadHint));
  const take = (/** @type {Iterable<File>} */ files) => uploadAll([...files], list);
  field.addEventListener("change", () => {
    take(field.files ?? []);
    field.value = "";
  });
  for (const type of ["dragenter", "dragover"]) {
    zone.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const type of ["dragleave", "drop"]) zone.addEventListener(type, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files ?? []);
  });
  return el("div", {}, zone, list);
}

/**
 * One after the other: the service reads one document at a time anyway.
 * @param {File[]} files
 * @param {HTMLElement} list
 */
async function uploadAll(files, list) {
  const entries = files.map((file) => ({ file, item: waiting(file) }));
  list.prepend(...entries.map((entry) => entry.item));
  for (const { file, item } of entries) await upload(file, item);
}

/** @param {File} file */
function waiting(file) {
  return el("li", {}, el("span", { class: "clamped", dir: "auto" }, file.name), el("span", { class: "hint" }, words.waits));
}

/**
 * @param {File} file
 * @param {HTMLElement} item
 */
async function upload(file, item) {
  const name = el("span", { class: "clamped", dir: "auto" }, file.name);
  const bar = el("progress", { max: 1, value: 0, "aria-label": words.uploadOf(file.name) });
  const said = el("span", { class: "hint" });
  refill(item, name, bar, said);
  try {
    const { document, added } = await send(file, (share) => {
      bar.value = share;
      if (share === 1) {
        bar.removeAttribute("value");
        said.textContent = words.indexing;
      }
    });
    const link = el("a", { href: toDocument(document.document_id), data: { route: "" }, class: "clamped", dir: "auto" }, titleOf(document));
    refill(item, icon("check"), link, el("span", { class: "hint" }, added ? words.added(document.passages) : words.knownAlready));
    announce(words.uploaded(file.name));
    changed();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const again = el("button", { type: "button", class: "button quiet", on: { click: () => upload(file, item) } }, icon("again"), words.tryAgain);
    const detail = el("span", { class: "wrong", role: "alert", dir: "auto" }, error.detail || error.told);
    refill(item, icon("warning"), name, detail, error.passing && again);
  }
}

/**
 * `fetch` does not tell how much has been sent, so this is an XMLHttpRequest.
 * @param {File} file
 * @param {(share: number) => void} progressed  0 to 1
 * @returns {Promise<{ document: Document, added: boolean }>}
 */
function send(file, progressed) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => progressed(total ? loaded / total : 1));
    request.upload.addEventListener("load", () => progressed(1));
    request.addEventListener("error", () => reject(new Problem("offline")));
    request.addEventListener("load", () => {
      const told = parsed(request.responseText);
      if (request.status < 300) resolve({ document: told, added: request.status === 201 });
      else reject(Problem.from(request.status, told));
    });
    const form = new FormData();
    form.append("file", file);
    request.open("POST", "/v1/documents");
    request.send(form);
  });
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
