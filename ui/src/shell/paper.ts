/** Paper is white: what is printed is drawn as in the light, also for somebody who works in the dark. */

const SCHEME = "data-mantine-color-scheme";

/** From now on. Browsers tell of printing in one way or the other, some in both. */
export function drawLightOnPaper() {
  const root = document.documentElement;
  const paper = window.matchMedia("print");
  let before: string | null = null;
  const begin = () => {
    before ??= root.getAttribute(SCHEME);
    root.setAttribute(SCHEME, "light");
  };
  const end = () => {
    if (before !== null) root.setAttribute(SCHEME, before);
    before = null;
  };
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  paper.addEventListener("change", () => (paper.matches ? begin() : end()));
}
