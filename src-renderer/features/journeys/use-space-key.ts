import { useEffect } from 'react';
import type { PlanPlayback } from './plan-playback.ts';

/** Controls that Space presses, or types into. */
const CONTROLS = 'input, button, a, summary, [role=button], [role=combobox], [role=menu], [role=dialog]';

/** Space plays and pauses, while no control has the focus that wants it. */
export function useSpaceKey(playback: PlanPlayback): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.key !== ' ' || event.defaultPrevented || target.closest(CONTROLS)) return;
      event.preventDefault();
      playback.toggle();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [playback]);
}
