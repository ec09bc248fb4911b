import { type Edges, edgeBetween } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import type { LookModel } from '../looks/look-model.ts';
import { beliefOf, matchingMarginals } from '../matching/marginals.ts';
import { bestSuccessors } from '../matching/successor-matching.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import type { TransitWindow } from '../transit/transit-window.ts';
import { contextualLooks } from './context.ts';
import { improveJourneys, type JourneyTerms } from './journey-moves.ts';
import { mayBeOne } from './journeys.ts';

/** What is known of pairs beyond the score of their edge. */
export interface JourneyEvidence {
  readonly looks: LookModel;
  /** Per edge, in nats: all but the looks. */
  readonly stepLlr: Float64Array;
  /** The same for a pair that is no edge; −∞ where nobody could. */
  step(from: number, to: number): number;
}

export interface JourneyConstraints {
  /** Rows that are not one visitor, from either side. */
  readonly apart: ReadonlyMap<number, ReadonlySet<number>>;
}

export interface Draft {
  /** The row that follows each row, −1 for none. */
  readonly next: Int32Array;
  /** Per edge: outfits of whole journeys, and all else. */
  readonly looksLlr: Float64Array;
  readonly llr: Float64Array;
}

/**
 * Journeys from edges: matched, matched again in the light of the journeys so far, then improved by moves of whole
 * parts.
 */
export function draftJourneys(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  edges: Edges,
  llr: Float64Array,
  evidence: JourneyEvidence,
  { apart }: JourneyConstraints,
  config: LinkingConfig,
): Draft {
  const belief = beliefOf(config);
  const inContext = (next: Int32Array): Draft => {
    const limit = config.contextLimit;
    const looksLlr = contextualLooks(edges, next, evidence.looks).map((nats) =>
      Math.max(-limit, Math.min(limit, nats)),
    );
    const total = looksLlr.map((nats, edge) => nats + evidence.stepLlr[edge]!);
    return { next, looksLlr, llr: total };
  };
  const matched = (scores: Float64Array): Int32Array => {
    const posterior = matchingMarginals(edges, scores, belief);
    const next = new Int32Array(table.count).fill(-1);
    bestSuccessors(edges, scores).forEach((edge, from) => {
      if (edge !== -1 && posterior[edge]! >= config.draftPosterior) next[from] = edges.to[edge]!;
    });
    return next;
  };
  let scores = llr;
  for (let round = 0; round < config.contextRounds; round++) {
    scores = inContext(matched(scores)).llr;
  }
  const next = matched(scores);
  const terms = {
    step(from: number, to: number): number {
      const edge = edgeBetween(edges, from, to);
      return edge === -1 ? evidence.step(from, to) : evidence.stepLlr[edge]!;
    },
    canShare: (first: number, second: number): boolean =>
      !apart.get(first)?.has(second) && mayBeOne(table, windows, first, second, config),
  };
  improveJourneys(edges, scores, next, evidence.looks, terms, config);
  const draft = inContext(next);
  const stays = membershipLlr(next, evidence.looks, terms, config);
  next.forEach((to, from) => {
    const edge = to === -1 ? -1 : edgeBetween(edges, from, to);
    if (edge === -1) return;
    const nats = Math.min(draft.llr[edge]!, stays[from]!, stays[to]!);
    draft.looksLlr[edge]! += nats - draft.llr[edge]!;
    draft.llr[edge] = nats;
  });
  return draft;
}

/**
 * Per tracklet, in nats, what speaks for it being in its journey rather than alone. A link is no surer than that: the
 * stops before and after may fit each other well without one poor crop in between being theirs.
 */
function membershipLlr(
  next: Int32Array,
  looks: LookModel,
  terms: JourneyTerms,
  config: LinkingConfig,
): Float64Array {
  const stays = new Float64Array(next.length).fill(Number.POSITIVE_INFINITY);
  const isFollower = new Uint8Array(next.length);
  for (const follower of next) if (follower !== -1) isFollower[follower] = 1;
  for (let start = 0; start < next.length; start++) {
    if (isFollower[start] || next[start] === -1) continue;
    const chain = [start];
    for (let at = next[start]!; at !== -1; at = next[at]!) chain.push(at);
    const others = looks.empty();
    for (const row of chain) looks.add(others, row);
    chain.forEach((row, at) => {
      looks.add(others, row, -1);
      const before = chain[at - 1];
      const after = chain[at + 1];
      let nats = looks.gain(looks.of(row), others);
      if (before !== undefined) nats += terms.step(before, row);
      if (after !== undefined) nats += terms.step(row, after);
      if (before !== undefined && after !== undefined) {
        nats -= Math.max(config.impossibleStepNats, terms.step(before, after));
      }
      stays[row] = nats;
      looks.add(others, row);
    });
  }
  return stays;
}
