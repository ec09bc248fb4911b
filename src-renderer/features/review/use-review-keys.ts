import { useEffect, useRef } from 'react';

export interface ReviewKeys {
  same(): void;
  different(): void;
  skip(): void;
  undo(): void;
  redo(): void;
  step(by: 1 | -1): void;
  stepAlternative(by: 1 | -1): void;
}

/** Where keys belong to the control that has the focus. */
const TYPING = 'input, textarea, select, [contenteditable], [role=menu], [role=dialog]';
const ARROWS = '[role=listbox], [role=separator], [role=slider]';

/** Those of the keys that are given, while nothing else wants them: each part of the Review view gives its own. */
export function useReviewKeys(keys: Partial<ReviewKeys>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listening = new AbortController();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(TYPING)) return;
      const action = actionOf(event, latest.current, target.closest(ARROWS) !== null);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown, { signal: listening.signal });
    return () => listening.abort();
  }, []);
}

function actionOf(
  event: KeyboardEvent,
  keys: Partial<ReviewKeys>,
  hasOwnArrows: boolean,
): (() => void) | undefined {
  const { step, stepAlternative } = keys;
  switch (event.key.toLowerCase()) {
    case 's':
      return keys.same;
    case 'd':
      return keys.different;
    case 'n':
      return keys.skip;
    case 'u':
      return event.shiftKey ? keys.redo : keys.undo;
  }
  if (hasOwnArrows) return undefined;
  switch (event.key) {
    case 'ArrowRight':
      return step && (() => step(1));
    case 'ArrowLeft':
      return step && (() => step(-1));
    case 'ArrowDown':
      return stepAlternative && (() => stepAlternative(1));
    case 'ArrowUp':
      return stepAlternative && (() => stepAlternative(-1));
    default:
      return undefined;
  }
}
