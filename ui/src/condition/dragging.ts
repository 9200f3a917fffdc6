/** Moving lines and groups with the mouse, by what browsers offer themselves. The keyboard has Alt and the arrows. */
import { type DragEvent, useState } from "react";
import { useReadOnly } from "../parts/readonly";
import { useEditor } from "./EditorContext";
import { move, placeOf } from "./tree";

const KIND = "application/x-regulars-node";

export function useDragging(id: string) {
  return {
    draggable: !useReadOnly(),
    onDragStart: (event: DragEvent<HTMLElement>) => {
      event.dataTransfer.setData(KIND, id);
      event.dataTransfer.effectAllowed = "move";
      const line = event.currentTarget.closest<HTMLElement>("[data-node]");
      if (line) event.dataTransfer.setDragImage(line, 12, 12);
    },
  };
}

const carries = (event: DragEvent) => event.dataTransfer.types.includes(KIND);

/** Takes a dragged node: `into` a group as its last child, or `beside` a line above or below its middle. */
export function useDropping(id: string, how: "into" | "beside", onDropAt?: (dragged: string, after: boolean) => void) {
  const editor = useEditor();
  const [over, setOver] = useState<"before" | "after" | "into" | null>(null);
  const isAfter = (event: DragEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2;
  };
  const zone = {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!carries(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(how === "into" ? "into" : isAfter(event) ? "after" : "before");
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent<HTMLElement>) => {
      if (!carries(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(null);
      const dragged = event.dataTransfer.getData(KIND);
      if (!dragged || dragged === id) return;
      if (how === "beside") onDropAt?.(dragged, isAfter(event));
      else {
        editor.apply((root) => {
          const target = placeOf(root, id)?.node;
          return target?.kind === "group" ? move(root, dragged, id, target.children.length) : root;
        });
      }
      editor.focus(dragged);
    },
  };
  return { zone, over };
}
