import { currentRoute, navigate, type ViewName } from '../../lib/router.ts';

/** Goes on to a view of the study that was opened, but for those who have gone somewhere else while it opened. */
export function leaveStudies(view: ViewName): void {
  if (currentRoute().view === 'studies') navigate(view);
}
