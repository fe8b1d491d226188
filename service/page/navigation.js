/** Going from one place of the page to another without loading it again. Every change of place ends in the event `moved`. */

/** @param {string} address */
export function go(address) {
  if (address !== location.pathname + location.search + location.hash) history.pushState({}, "", address);
  dispatchEvent(new Event("moved"));
}

/**
 * Change the address of the present place, as filters do.
 * @param {string} address
 */
export function readdress(address) {
  history.replaceState(history.state, "", address);
  dispatchEvent(new Event("narrowed"));
}

/** Let links inside the page, and the browser's buttons, end in `moved`. */
export function installNavigation() {
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[data-route]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(/** @type {HTMLAnchorElement} */ (link).getAttribute("href") ?? "/");
  });
  addEventListener("popstate", () => dispatchEvent(new Event("moved")));
}
