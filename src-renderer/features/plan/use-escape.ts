import { useEffect } from 'react';
import { usePlanState } from './plan-state.ts';

/** Escape ends setting the scale, then lets go of the selected camera. */
export function useEscape(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : document.body;
      // A field takes its typing back, a dialog closes: both want Escape first.
      if (event.key !== 'Escape' || event.defaultPrevented || target.closest('input, [role=dialog]')) return;
      const { scalePointsM, endScale, selectCamera } = usePlanState.getState();
      if (scalePointsM !== null) endScale();
      else selectCamera(null);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
