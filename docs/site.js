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
