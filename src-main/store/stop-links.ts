import { and, eq } from 'drizzle-orm';
import type { JourneyStop } from '#shared/contract/journeys.ts';
import { readDecisions } from './read-decisions.ts';
import { continuation, type link, linkCandidate } from './schema/index.ts';
import type { ReadonlyStudyDb } from './study-store.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;
type Candidate = typeof linkCandidate.$inferSelect;

export type StopLink = NonNullable<JourneyStop['link']>;

/** What is stored of how a visitor came to a stop. */
export interface StoredStep {
  /** From the stop before. */
  readonly link: typeof link.$inferSelect | null;
  /** The tracklet that the stop's goes on from over a border. */
  readonly continuedId: number | null;
  /** What linking says of the two sides of that border. */
  readonly border: Candidate | null;
}

/** Joins what linking says of the two sides of a border to the `continuation` that they are. */
export const isOfBorder = and(
  eq(linkCandidate.fromTrackletId, continuation.fromTrackletId),
  eq(linkCandidate.toTrackletId, continuation.toTrackletId),
);

/**
 * By which link a visitor came to a stop, given the tracklet that they came from. That is the stored one, which leads from
 * the stop before, but for who goes on over a border while another camera sees them: that they do is sure, whatever
 * joins the other camera's stop to them.
 */
export function stopLinks(db: Reader): (step: StoredStep, cameFromId: number | null) => StopLink | null {
  let isSaid: ReturnType<typeof saidOfOne> | undefined;
  return ({ link, continuedId, border }, cameFromId) => {
    if (!border || cameFromId !== continuedId) return link && { ...termsOf(link), ...sureness(link) };
    isSaid ??= saidOfOne(db);
    return { ...termsOf(border), confidence: 1, grade: 'confirmed', isByHuman: isSaid(border) };
  };
}

function termsOf({
  fromTrackletId,
  appearanceLlr,
  transitLlr,
  colourLlr,
}: Omit<Candidate, 'toTrackletId' | 'rank' | 'posterior'>) {
  return { fromTrackletId, appearanceLlr, transitLlr, colourLlr };
}

function sureness({ posterior, grade, isByHuman }: typeof link.$inferSelect) {
  return { confidence: posterior, grade, isByHuman };
}

/** Whether a person said of these very two tracklets that they are one visitor. */
function saidOfOne(db: Reader): (pair: Candidate) => boolean {
  const said = readDecisions(db)
    .appliedList.filter(({ verdict }) => verdict === 'same')
    .map(({ firstId, secondId }) => new Set([firstId, secondId]));
  return ({ fromTrackletId, toTrackletId }) =>
    said.some((pair) => pair.has(fromTrackletId) && pair.has(toTrackletId));
}
