/** Line icons, drawn on a grid of 16, in the colour of the text around them. */

const PATHS = {
  close: "M4 4l8 8M12 4l-8 8",
  previous: "M10 3L5 8l5 5",
  next: "M6 3l5 5-5 5",
  down: "M4 6l4 4 4-4",
  outward: "M6 4H4v8h8v-2M9 3h4v4M13 3L7.5 8.5",
  check: "M3 8.5l3.5 3.5L13 5",
  warning: "M8 2.5L14.5 13.5h-13zM8 7v3M8 11.8v.2",
  copy: "M6 6h7v7H6zM10 6V3H3v7h3",
  edit: "M3 13l.8-3L11 2.8l2.2 2.2L6 12.2zM9.5 4.3l2.2 2.2",
  flag: "M4 14V2.5h8.5l-2.2 3 2.2 3H4",
  filter: "M2 4h12M4 8h8M6.5 12h3",
  document: "M4 2h5.5L12 4.5V14H4zM9 2v3h3M6 8h4M6 10.5h4",
  remove: "M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 9h5.8l.6-9",
  upload: "M8 11V3M4.5 6L8 2.8 11.5 6M3 11v2.5h10V11",
  again: "M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",
  link: "M6.5 9.5l3-3M7 4.5L8.5 3A3 3 0 0 1 13 7.5L11.5 9M9 11.5L7.5 13A3 3 0 0 1 3 8.5L4.5 7",
  save: "M8 2.5v8M4.5 7L8 10.5 11.5 7M3 13.5h10",
  cross: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  unknown: "M5.8 6a2.3 2.3 0 1 1 3.4 2c-.8.5-1.2.9-1.2 1.8M8 12v.3",
  dash: "M5 8h6",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.3 10.3L14 14",
};

/** @typedef {keyof typeof PATHS} Icon */

/**
 * An icon, hidden from screen readers: what it means is said in words.
 * @param {Icon} name
 */
export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
