import type { Edges } from './candidates/edges.ts';
import type { LinkingConfig } from './config.ts';
import { gradeOf, type SolvedLink, type SolvedLinks } from './journeys/solve-links.ts';
import type { KeptEdges } from './scoring/kept-edges.ts';
import type { EdgeScores, Models } from './scoring/score-edges.ts';
import type { RowPair } from './tracklets/known-people.ts';
import type { TrackletTable } from './tracklets/tracklet-table.ts';
import type { CandidateLink, ChosenLink } from './types.ts';

/** The links that were chosen and the candidates that are kept, by id, with the terms of their scores. */
export function statedLinks(
  table: TrackletTable,
  kept: KeptEdges,
  models: Models,
  solved: SolvedLinks,
  config: LinkingConfig,
): { links: ChosenLink[]; candidates: CandidateLink[] } {
  const chosen = [...solved.links.values()].sort((a, b) => a.from - b.from);
  return {
    links: chosen.map((link) => {
      const terms = link.edge === -1 ? knownTerms(models, link) : edgeTerms(link.edge, kept);
      return chosenLink(table, link, terms, config);
    }),
    candidates: [...reviewCandidates(table, kept, solved), ...knownCandidates(table, chosen, models, config)],
  };
}

export type Terms = Pick<CandidateLink, 'appearanceLlr' | 'transitLlr' | 'colourLlr'>;

function edgeTerms(edge: number, { appearanceLlr, transitLlr, colourLlr }: KeptEdges): Terms {
  return {
    appearanceLlr: appearanceLlr[edge]!,
    transitLlr: transitLlr[edge]!,
    colourLlr: colourLlr[edge]!,
  };
}

/** Of a link that is known and was no candidate. How long it took says nothing where nobody could walk like that. */
export function knownTerms(models: Models, { from, to }: RowPair): Terms {
  const transitLlr = models.transit.llr(from, to);
  return {
    appearanceLlr: models.appearance.llr(from, to, models.appearance.score(from, to)),
    transitLlr: Number.isFinite(transitLlr) ? transitLlr : 0,
    colourLlr: models.colour.llr(from, to),
  };
}

/** A solved link by the tracklets' ids, with the terms of its score. */
export function chosenLink(
  table: TrackletTable,
  { from, to, posterior, margin, isForced, isByHuman }: SolvedLink,
  { appearanceLlr, transitLlr, colourLlr }: Terms,
  config: LinkingConfig,
): ChosenLink {
  return {
    fromTrackletId: table.ids[from]!,
    toTrackletId: table.ids[to]!,
    posterior,
    margin,
    grade: isForced ? 'confirmed' : gradeOf(posterior, margin, config),
    isByHuman,
    appearanceLlr,
    transitLlr,
    colourLlr,
  };
}

/** What a person joined is no candidate of the search, but is one again when the person takes it back. */
function knownCandidates(
  table: TrackletTable,
  links: readonly SolvedLink[],
  models: Models,
  config: LinkingConfig,
): CandidateLink[] {
  return links
    .filter(({ isForced, edge }) => isForced && edge === -1)
    .map(({ from, to }) => ({
      fromTrackletId: table.ids[from]!,
      toTrackletId: table.ids[to]!,
      // After all that the search may have found for it.
      rank: config.reviewCandidates,
      posterior: 1,
      ...knownTerms(models, { from, to }),
    }));
}

/**
 * Per tracklet the best candidates to follow it, whether they are likely or only were so on their own. The rest is left
 * out before solving, so that what is stored is all that a later decision needs to be solved alike. 1 per edge to keep.
 */
export function edgesToKeep(
  edges: Edges,
  { posterior, totalLlr }: EdgeScores,
  config: LinkingConfig,
): Uint8Array {
  const isKept = new Uint8Array(edges.to.length);
  for (let row = 0; row < edges.rowStart.length - 1; row++) {
    const best: number[] = [];
    for (let edge = edges.rowStart[row]!; edge < edges.rowStart[row + 1]!; edge++) {
      const { reviewMinPosterior, reviewMinLlr } = config;
      if (posterior[edge]! >= reviewMinPosterior || totalLlr[edge]! >= reviewMinLlr) best.push(edge);
    }
    best.sort((a, b) => posterior[b]! - posterior[a]! || totalLlr[b]! - totalLlr[a]! || a - b);
    for (const edge of best.slice(0, config.reviewCandidates)) isKept[edge] = 1;
  }
  return isKept;
}

function reviewCandidates(
  table: TrackletTable,
  kept: KeptEdges,
  { posterior }: SolvedLinks,
): CandidateLink[] {
  const { edges } = kept;
  const candidates: CandidateLink[] = [];
  for (let row = 0; row < table.count; row++) {
    const ofRow: number[] = [];
    for (let edge = edges.rowStart[row]!; edge < edges.rowStart[row + 1]!; edge++) ofRow.push(edge);
    ofRow.sort((a, b) => posterior[b]! - posterior[a]! || a - b);
    ofRow.forEach((edge, rank) => {
      candidates.push({
        fromTrackletId: table.ids[row]!,
        toTrackletId: table.ids[edges.to[edge]!]!,
        rank,
        posterior: posterior[edge]!,
        ...edgeTerms(edge, kept),
      });
    });
  }
  return candidates;
}
