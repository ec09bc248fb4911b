import type { ReviewState } from '#shared/contract/review.ts';
import { formatCount, formatPlural } from '../../../lib/format.ts';

/** `12 of 40 reviewed`; what of it no longer counts is said as well. */
export function progressWords({ decidedSteps, openQuestions, unappliedDecisions }: ReviewState): string {
  const total = decidedSteps + openQuestions;
  const done =
    total === 0 ? 'No link is in doubt' : `${formatCount(decidedSteps)} of ${formatCount(total)} reviewed`;
  if (unappliedDecisions === 0) return done;
  return `${done} · ${formatPlural(unappliedDecisions, 'decision')} could not be applied`;
}
