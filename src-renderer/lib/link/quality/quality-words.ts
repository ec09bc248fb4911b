/** What linking's reliability report says, in words for people who did not read the paper. */
import type { Reliability } from '#shared/contract/journeys.ts';
import { formatCount, formatPlural } from '../../format.ts';

/** With fewer pairs of one kind the diagram moves by several points with every pair. */
export const FEW_PAIRS = 30;

/** The expected calibration error as a number of its own: `0.034`. */
export function errorText({ error }: Pick<Reliability, 'error'>): string {
  return error.toFixed(3);
}

/** What the error means, for the study at hand. */
export function errorMeaning({ error }: Pick<Reliability, 'error'>): string {
  const points = (error * 100).toFixed(1);
  return (
    `A stated probability and the share that was right differ by ${points} percentage points on average; ` +
    '0 is perfect.'
  );
}

/** What the diagram is measured on. */
export function pairsText({ onePerson, twoPeople }: Pick<Reliability, 'onePerson' | 'twoPeople'>): string {
  return (
    `Measured on ${formatPlural(onePerson, 'pair')} of pictures that are certainly one person (cut by a file border, or ` +
    `joined by you in Review) and ${formatCount(twoPeople)} that are certainly two (seen at once). Both kinds weigh the same.`
  );
}

/** Null when there are enough of both kinds. */
export function fewPairsText({
  onePerson,
  twoPeople,
}: Pick<Reliability, 'onePerson' | 'twoPeople'>): string | null {
  const kinds = [
    onePerson < FEW_PAIRS ? `${formatCount(onePerson)} of one person` : null,
    twoPeople < FEW_PAIRS ? `${formatCount(twoPeople)} of two` : null,
  ].filter((kind) => kind !== null);
  if (kinds.length === 0) return null;
  return `Few pairs (${kinds.join(', ')}): take it for a rough picture. Answers in Review add to it.`;
}

/** One bin's share, as the table and the diagram's dots say it. */
export function shareText(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 0 });

/** `251`, `12k`: fits below a bin of the diagram. */
export function compactCount(count: number): string {
  return compact.format(count).toLowerCase();
}
