/** Whether a form may only be looked at: what answers to keys and the mouse without being a field asks this. */
import { createContext, useContext } from "react";

export const ReadOnlyContext = createContext(false);
export const useReadOnly = () => useContext(ReadOnlyContext);
