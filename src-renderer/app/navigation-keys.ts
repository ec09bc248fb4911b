import { navigate } from '../lib/router.ts';
import { views } from './views.ts';

/** How long after G the second key counts. */
const sequenceMs = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"]') !== null
  );
}

/** G, then a letter, goes to a view: G F to Footage. The second key is taken away from the view on the screen. */
export function startNavigationKeys(): void {
  let armedUntilMs = 0;
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (event.timeStamp < armedUntilMs) {
        armedUntilMs = 0;
        const view = views.find((entry) => entry.key === key);
        if (view === undefined) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        navigate(view.name);
      } else if (key === 'g') {
        armedUntilMs = event.timeStamp + sequenceMs;
      }
    },
    { capture: true },
  );
}
