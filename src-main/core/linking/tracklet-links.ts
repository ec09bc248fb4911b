import type { LinkingConfig } from './config.ts';
import type { Terms } from './link-output.ts';
import type { CheckedPairs, RowPair } from './tracklets/known-people.ts';
import type { Presences } from './tracklets/presences.ts';
import { rowsById, type TrackletTable } from './tracklets/tracklet-table.ts';
import type { CandidateLink, ChosenLink, ForcedLink, LinkedJourney } from './types.ts';

/** What was found out about presences, by their ids. */
interface Found {
  readonly links: ChosenLink[];
  readonly candidates: CandidateLink[];
  readonly journeys: LinkedJourney[];
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
 * presences. What is of whole presences is passed on as it is, since a long study has millions of candidates.
 */
export function ofTracklets(
  presences: Presences,
  tracklets: TrackletTable,
  { continuations, refused, same }: CheckedPairs,
  found: Found,
  termsOf: (pair: RowPair) => Terms,
  config: LinkingConfig,
): FoundOfTracklets {
  const { ids } = tracklets;
  const idsOf = ({ from, to }: RowPair): ForcedLink => ({ fromId: ids[from]!, toId: ids[to]! });
  // Also what a person says is wrong, which may be taken back.
  const borders = [...continuations, ...refused].map(idsOf);
  if (continuations.length === 0) return { ...found, continuations: borders };
  /** The rows of presences that a border parts, by the id of the first. */
  const partedRows = new Map<number, readonly number[]>();
  for (const { from } of continuations) {
    const rows = presences.trackletsOf(presences.presenceOf[from]!);
    partedRows.set(ids[rows[0]!]!, rows);
  }
  const rowOfFirst = rowsById(presences.table);
  const rowsOf = (id: number): readonly number[] =>
    partedRows.get(id) ?? presences.trackletsOf(rowOfFirst.get(id)!);
  const known = (from: number, to: number) => ({
    fromTrackletId: ids[from]!,
    toTrackletId: ids[to]!,
    posterior: 1,
    ...termsOf({ from, to }),
  });
  const said = new Set(same.map(({ from, to }) => `${from}>${to}`));
  const linkFrom = new Map(found.links.map((link) => [link.fromTrackletId, link]));
  const links: ChosenLink[] = [];
  const journeys = found.journeys.map((journey): LinkedJourney => {
    const steps = journey.trackletIds.flatMap((id) => linkFrom.get(id) ?? []);
    if (!journey.trackletIds.some((id) => partedRows.has(id))) {
      links.push(...steps);
      return journey;
    }
    const stops = journey.trackletIds
      .flatMap((id, place) => rowsOf(id).map((row) => ({ row, place })))
      .sort((a, b) => a.row - b.row);
    stops.slice(1).forEach((to, index) => {
      const from = stops[index]!;
      if (from.place === to.place) {
        const isByHuman = said.has(`${from.row}>${to.row}`);
        links.push({ ...known(from.row, to.row), margin: 1, grade: 'confirmed', isByHuman });
        return;
      }
      const between = steps.slice(Math.min(from.place, to.place), Math.max(from.place, to.place));
      const weakest = between.reduce((least, link) => (link.posterior < least.posterior ? link : least));
      links.push({ ...weakest, fromTrackletId: ids[from.row]!, toTrackletId: ids[to.row]! });
    });
    return { ...journey, trackletIds: stops.map(({ row }) => ids[row]!) };
  });
  const candidates = found.candidates.map((candidate) => {
    const parted = partedRows.get(candidate.fromTrackletId);
    if (!parted) return candidate;
    const to = rowsOf(candidate.toTrackletId)[0]!;
    return { ...candidate, fromTrackletId: ids[parted.findLast((row) => row < to)!]! };
  });
  for (const { from, to } of continuations) {
    // After all that the search may have found: no candidates, but such again when a person says that they are wrong.
    candidates.push({ ...known(from, to), rank: config.reviewCandidates + 1 });
  }
  return { links, candidates, journeys, continuations: borders };
}
