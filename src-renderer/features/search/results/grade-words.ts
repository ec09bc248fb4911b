/** What a search's answer says, and what it does not: looking alike is not being the same person. */
import type { SearchGrade, SearchHit } from '#shared/contract/search.ts';
import { formatCount } from '../../../lib/format.ts';
import { partNames } from '../../../lib/tracklet/outfit-words.ts';
import type { Tone } from '../../../ui/index.ts';

export interface GradeWords {
  readonly name: string;
  readonly tone: Tone;
}

const likenessGrades: Readonly<Record<SearchGrade, GradeWords>> = {
  strong: { name: 'Looks very much alike', tone: 'success' },
  good: { name: 'Looks alike', tone: 'success' },
  fair: { name: 'Looks somewhat alike', tone: 'warning' },
  weak: { name: 'No more alike than others', tone: 'neutral' },
};

const outfitGrades: Readonly<Record<SearchGrade, GradeWords>> = {
  strong: { name: 'Fits', tone: 'success' },
  good: { name: 'Fits roughly', tone: 'warning' },
  fair: { name: 'What was seen fits', tone: 'warning' },
  weak: { name: 'May fit', tone: 'neutral' },
};

export function gradeWords({ grade, likeness }: Pick<SearchHit, 'grade' | 'likeness'>): GradeWords {
  return (likeness ? likenessGrades : outfitGrades)[grade];
}

/** Why the answer has its grade, in one or two sentences. */
export function gradeReason({ likeness, garments }: SearchHit, searched: number): string {
  if (!likeness) return garmentReason(garments);
  if (likeness.isSomebodyElse) {
    return 'The same camera shows the example at this time, so this is somebody else, however alike.';
  }
  const strangers = strangersText(likeness.strangersExpected);
  return `More alike than ${shareText(likeness.moreAlikeThan)} of strangers. Among the ${formatCount(searched)} people searched, ${strangers} would look this much alike by chance.`;
}

/** Rounded down: 99.96 % is not 100 %. */
function shareText(share: number): string {
  const digits = share > 0.99 ? 2 : 0;
  const factor = 10 ** digits;
  return `${(Math.floor(share * 100 * factor) / factor).toFixed(digits)} %`;
}

function strangersText(count: number): string {
  if (count < 0.01) return 'hardly anybody (fewer than one in a hundred searches)';
  if (count < 0.95) return `a stranger in one of ${formatCount(Math.round(1 / count))} searches`;
  const rounded = Math.round(count);
  return rounded === 1 ? 'about one stranger' : `about ${formatCount(rounded)} strangers`;
}

const fitWords = {
  same: 'as asked',
  near: 'close to it',
  unseen: 'not seen',
} as const;

function garmentReason(garments: SearchHit['garments']): string {
  const parts = garments.map(({ part, fit }) => `${partNames[part]} ${fitWords[fit]}`);
  const text = parts.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
