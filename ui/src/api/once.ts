/** What is sent by a click is sent once: a second click never asks the server again. */
import { type MutateOptions, type UseMutationOptions, useMutation } from "@tanstack/react-query";
import { useCallback, useRef } from "react";

/** Whether the click that is being answered follows another one at the same place, as the browser counts them. */
let isSecondClick = false;

globalThis.document?.addEventListener(
  "click",
  ({ detail }) => {
    isSecondClick = detail > 1;
    setTimeout(() => {
      isSecondClick = false;
    });
  },
  true,
);

/** Asked while a click is answered: whether it is the second of a double click. */
export const isOfDoubleClick = () => isSecondClick;

interface Press<Answer> {
  what: string;
  underWay: boolean;
  answer: Promise<Answer>;
}

/** What was pressed last. A press that asks for the same while it is under way, or as the second click of a double click, is
 * given the answer of the first. One that failed may be asked for again at once, and so may something else. */
export function createPresses<Answer>(isSecond: () => boolean = isOfDoubleClick) {
  let last: Press<Answer> | null = null;
  return (what: string, send: () => Promise<Answer>): Promise<Answer> => {
    if (last && last.what === what && (last.underWay || isSecond())) return last.answer;
    const press: Press<Answer> = { what, underWay: true, answer: send() };
    last = press;
    press.answer.then(
      () => {
        press.underWay = false;
      },
      () => {
        if (last === press) last = null;
      },
    );
    return press.answer;
  };
}

/**
 * A mutation that a double click does once. `isPending` alone doesn't hold it: a button is off only once the page is drawn
 * again, and the second click comes before that, or after the answer to the first.
 */
export function useMutationOnce<Answer, Asked = void>(
  options: UseMutationOptions<Answer, Error, Asked>,
  told: (asked: Asked) => string = (asked) => JSON.stringify(asked ?? null),
) {
  const mutation = useMutation<Answer, Error, Asked>(options);
  const { mutateAsync: send } = mutation;
  const press = useRef<ReturnType<typeof createPresses<Answer>>>(null);
  const tell = useRef(told);
  tell.current = told;
  const mutateAsync = useCallback(
    (asked: Asked, more?: MutateOptions<Answer, Error, Asked>): Promise<Answer> => {
      press.current ??= createPresses<Answer>();
      return press.current(tell.current(asked), () => send(asked, more));
    },
    [send],
  );
  const mutate = useCallback(
    (asked: Asked, more?: MutateOptions<Answer, Error, Asked>): void => {
      mutateAsync(asked, more).catch(() => undefined); // the hook tells of the error
    },
    [mutateAsync],
  );
  return { ...mutation, mutate, mutateAsync };
}
