/** The terms of a link's score in words. A term is a log-likelihood ratio in nats: 0 says nothing either way. */
import type { JourneyStop } from '#shared/contract/journeys.ts';

export type Link = NonNullable<JourneyStop['link']>;

/**
 * Borders between the words, in nats. They are Jeffreys' grades of evidence (Theory of Probability, appendix B):
 * a ratio of 3, 10 and 100 to one.
 */
const SOME = Math.log(3);
const STRONG = Math.log(10);
const DECISIVE = Math.log(100);

export function strengthWords(llr: number): string {
  const size = Math.abs(llr);
  if (size < SOME) return 'says little either way';
  const strength =
    size < STRONG ? 'some evidence' : size < DECISIVE ? 'strong evidence' : 'decisive evidence';
  return `${strength} ${llr > 0 ? 'for' : 'against'} one visitor`;
}

export interface EvidenceTerm {
  readonly name: string;
  readonly llr: number;
  readonly words: string;
}

export type LinkTerms = Pick<Link, 'appearanceLlr' | 'transitLlr' | 'colourLlr'>;

export function evidenceTerms(link: LinkTerms): EvidenceTerm[] {
  return [
    { name: 'Appearance', llr: link.appearanceLlr },
    { name: 'Time and place', llr: link.transitLlr },
    { name: 'Garment colours', llr: link.colourLlr },
  ].map((term) => ({ ...term, words: strengthWords(term.llr) }));
}

/** What a link is worth, in two words and in a sentence. */
export interface GradeWords {
  readonly name: string;
  readonly meaning: string;
}

const byHuman: GradeWords = {
  name: 'Confirmed by you',
  meaning: 'A person compared the pictures and said that this is one visitor. Linking keeps it so.',
};

export function linkWords({ grade, isByHuman }: Pick<Link, 'grade' | 'isByHuman'>): GradeWords {
  return isByHuman ? byHuman : gradeWords[grade];
}

const gradeWords: Readonly<Record<Link['grade'], GradeWords>> = {
  confirmed: {
    name: 'Confirmed grade',
    meaning: 'Sure, and clearly ahead of the next candidate. Fit for evidence.',
  },
  tentative: {
    name: 'Tentative',
    meaning: 'The best explanation, but not sure. Compare the pictures before relying on it.',
  },
};
