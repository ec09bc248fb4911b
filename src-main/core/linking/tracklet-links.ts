import type { LinkingConfig } from './config.ts';
import type { Terms } from './link-output.ts';
import type { KnownPairs, RowPair } from './tracklets/known-people.ts';
import type { Presences } from './tracklets/presences.ts';
import type { TrackletTable } from './tracklets/tracklet-table.ts';
import type { CandidateLink, ChosenLink, ForcedLink, LinkedJourney } from './types.ts';

/** What was found out about presences, by their ids. */
interface Found {
  readonly links: readonly ChosenLink[];
  readonly candidates: readonly CandidateLink[];
  readonly journeys: readonly LinkedJourney[];
}

interface FoundOfTracklets {
  readonly links: ChosenLink[];
  readonly candidates: CandidateLink[];
  readonly journeys: LinkedJourney[];
  readonly continuations: ForcedLink[];
}

/**
 * Says of tracklets what was found of their presences. A journey has its tracklets in order of time, and a link leads from
 * each to the next: where these are of one presence, that is known; else it is as sure as the weakest link between their
 * presences.
 */
export function ofTracklets(
  presences: Presences,
  tracklets: TrackletTable,
  { continuations }: KnownPairs,
  { links, candidates, journeys }: Found,
  termsOf: (pair: RowPair) => Terms,
  config: LinkingConfig,
): FoundOfTracklets {
  const { ids } = tracklets;
  const presenceById = new Map(Array.from(presences.table.ids, (id, presence) => [id, presence]));
  const linkFrom = new Map(links.map((link) => [link.fromTrackletId, link]));
  const chains = journeys.map(({ trackletIds, confidence }) => ({
    confidence,
    stops: trackletIds
      .flatMap((id, place) => presences.trackletsOf(presenceById.get(id)!).map((row) => ({ row, place })))
      .sort((a, b) => a.row - b.row),
    steps: trackletIds.slice(1).map((_, place) => linkFrom.get(trackletIds[place]!)!),
  }));
  const known = (from: number, to: number) => ({
    fromTrackletId: ids[from]!,
    toTrackletId: ids[to]!,
    posterior: 1,
    ...termsOf({ from, to }),
  });
  return {
    journeys: chains.map(({ stops, confidence }) => ({
      trackletIds: stops.map(({ row }) => ids[row]!),
      confidence,
    })),
    links: chains.flatMap(({ stops, steps }) =>
      stops.slice(1).map((to, index): ChosenLink => {
        const from = stops[index]!;
        if (from.place === to.place)
          return { ...known(from.row, to.row), margin: 1, grade: 'confirmed', isByHuman: false };
        const between = steps.slice(Math.min(from.place, to.place), Math.max(from.place, to.place));
        const weakest = between.reduce((least, link) => (link.posterior < least.posterior ? link : least));
        return { ...weakest, fromTrackletId: ids[from.row]!, toTrackletId: ids[to.row]! };
      }),
    ),
    candidates: [
      ...candidates.map((candidate) => {
        const to = presences.trackletsOf(presenceById.get(candidate.toTrackletId)!)[0]!;
        const from = presences
          .trackletsOf(presenceById.get(candidate.fromTrackletId)!)
          .findLast((row) => row < to)!;
        return { ...candidate, fromTrackletId: ids[from]!, toTrackletId: ids[to]! };
      }),
      // After all that the search may have found: no candidates, but such again when a person says that they are wrong.
      ...continuations.map(({ from, to }) => ({ ...known(from, to), rank: config.reviewCandidates + 1 })),
    ],
    continuations: continuations.map(({ from, to }) => ({ fromId: ids[from]!, toId: ids[to]! })),
  };
}
