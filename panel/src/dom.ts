/** Elements made by hand: text is always text, so nothing that is shown can be markup. */

export type Child = Node | string | null | undefined | false;
type Properties = Record<string, string | number | boolean | null | ((event: Event) => void)>;

/** Named by its heading. */
export function section(name: string, title: string, ...children: Child[]): HTMLElement {
  return h("section", { class: name, "aria-labelledby": name }, h("h2", { id: name }, title), ...children);
}

export function h(tag: string, properties: Properties = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== null && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}
