/** What the card around a chart asks: whoever comes to the drawing by keyboard is told what it is. */
import { createContext, useContext } from "react";

export const QuestionContext = createContext("");

export const useQuestion = (): string => useContext(QuestionContext);
