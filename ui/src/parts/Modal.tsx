/** A dialog as everywhere: it begins at its first field, and whoever closes it is back where they came from, also when it is
 * taken away while it is open, which Mantine's own does not. */
import { Modal as Mantines, type ModalProps } from "@mantine/core";
import { useLayoutEffect, useRef, useState } from "react";
import { isOfDoubleClick } from "../api/once";

const FIELDS = "input:not([type=hidden], :disabled), textarea:not(:disabled)";

export function Modal({ children, onClose, closeOnClickOutside: closes = true, ...props }: ModalProps) {
  const [isTyped, setTyped] = useState(false);
  // The second of a double click comes down beside the dialog that the first has opened.
  const close = () => {
    if (!isOfDoubleClick()) onClose();
  };
  return (
    <Mantines
      {...props}
      closeOnClickOutside={closes && !isTyped} // what was typed goes by a button or Escape, not by a slip of the mouse
      onInput={() => setTyped(true)}
      onExitTransitionEnd={() => setTyped(false)}
      onClose={close}
    >
      <Focus />
      {children}
    </Mantines>
  );
}

function Focus() {
  const here = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const from = place; // looked up before the dialog takes the focus
    const dialog = here.current?.closest("[role=dialog]");
    if (dialog && !dialog.querySelector("[data-autofocus]")) {
      here.current?.parentElement?.querySelector(FIELDS)?.setAttribute("data-autofocus", "");
    }
    return () => {
      // after whatever else is done with the focus: a page that is left has its own place for it
      window.setTimeout(() => {
        if (document.activeElement === document.body && from?.isConnected) from.focus();
      });
    };
  }, []);
  return <span ref={here} hidden />;
}

let place: HTMLElement | null = null;
// A menu is closed, and its entry gone, by the time that the dialog is there which the entry opens.
document.addEventListener("focusin", ({ target }) => {
  place = placeOf(target as Element);
});

/** Where to go back to from what is begun at an element: of an entry of a menu, the button of the menu. */
function placeOf(element: Element): HTMLElement | null {
  const button = element.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const found = button ? document.getElementById(button) : element;
  return found instanceof HTMLElement ? found : null;
}
