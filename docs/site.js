// What is scrolled sideways on a narrow screen has to be reached by keyboard.
const reach = () => {
  for (const one of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  }
};
const article = document.querySelector(".md-content");
if (article) {
  // tables are put into what scrolls by the theme, after this was read
  new MutationObserver(reach).observe(article, { childList: true, subtree: true });
  new ResizeObserver(reach).observe(article);
}

// What the search finds is named by its title alone, though more can be read in it: whoever says or hears what is seen needs all of it.
const whole = (found) => {
  for (const one of found.querySelectorAll("[role=option][aria-labelledby]")) {
    one.removeAttribute("aria-labelledby");
    one.removeAttribute("aria-describedby");
  }
};
const named = new WeakSet();
// the search is put at the end of the page when it is first opened
new MutationObserver(() => {
  for (const { shadowRoot: found } of document.body.children) {
    if (!found || named.has(found)) continue;
    named.add(found);
    whole(found);
    new MutationObserver(() => whole(found)).observe(found, { childList: true, subtree: true, attributeFilter: ["aria-labelledby"] });
  }
}).observe(document.body, { childList: true });
