import { type LinkingConfig, linkingConfig } from '../../../src-main/core/linking/config.ts';
import { linkTracklets } from '../../../src-main/core/linking/link-tracklets.ts';
import type { LinkCamera, LinkInput, LinkTracklet } from '../../../src-main/core/linking/types.ts';
import type { VisitorEstimate } from '../../../src-main/core/linking/visitors/estimate-visitors.ts';
import {
  type KnownTracklet,
  type LinkScores,
  linkScores,
  type StatedLink,
} from '../../../src-main/core/metrics/links.ts';
import { EMBEDDING_LENGTH } from '../../../tools/simulator/appearance.ts';
import type { SimulatedStudy } from '../../../tools/simulator/simulate.ts';

/** How far the simulator's cameras see. */
const RANGE_M = 6;
const NO_COLOURS = Object.freeze({ top: null, bottom: null, shoes: null });

/** How well the number of unique visitors was estimated. */
export interface VisitorCountScores {
  /** (estimate − people) / people. */
  readonly error: number;
  /** Whether the interval holds how many there were. */
  readonly isHeld: boolean;
}

/** Links a simulated study and judges the links. Cameras look along one corridor: on the plan no views overlap. */
export function scoreSimulated(
  study: SimulatedStudy,
  signal: AbortSignal,
  config: LinkingConfig = linkingConfig,
): LinkScores & { readonly visitors: VisitorCountScores } {
  const { known, links, journeys, visitors } = linkSimulated(study, signal, config);
  return {
    ...linkScores(known, links, journeys, study.peopleSeen),
    visitors: countScores(visitors, study.peopleSeen),
  };
}

function countScores({ expected, from, to }: VisitorEstimate, people: number): VisitorCountScores {
  return { error: (expected - people) / people, isHeld: from <= people && people <= to };
}

/** What concerns visitors, where staff in one uniform are in the study as well: nobody can tell those by their outfit. */
export interface VisitorScores {
  readonly count: VisitorCountScores;
  /** Of the links from or to a visitor, those between two tracklets of one person. */
  readonly precision: number;
  /** Of the journeys with a visitor in them, those that mix two people or more. */
  readonly overMergeRate: number;
}

/** Both from one run of linking; people are numbered from 0, staff after the visitors. */
export function scoreWithStaff(
  study: SimulatedStudy,
  visitors: number,
  signal: AbortSignal,
): { readonly all: LinkScores; readonly visitors: VisitorScores } {
  const isStaff = (id: number): boolean => study.person[id - 1]! >= visitors;
  const run = linkSimulated(study, signal, linkingConfig, isStaff);
  const { known, links, journeys } = run;
  const personOf = new Map(known.map(({ id, person }) => [id, person]));
  const isVisitor = (id: number): boolean => (personOf.get(id) ?? visitors) < visitors;
  const theirLinks = links.filter((link) => isVisitor(link.fromTrackletId) || isVisitor(link.toTrackletId));
  const theirJourneys = journeys.filter((journey) => journey.some(isVisitor));
  const visitorsSeen = new Set(study.person.filter((person) => person < visitors)).size;
  const { precision, overMergeRate } = linkScores(known, theirLinks, theirJourneys, visitors);
  return {
    all: linkScores(known, links, journeys, study.peopleSeen),
    visitors: { precision, overMergeRate, count: countScores(run.visitors, visitorsSeen) },
  };
}

function linkSimulated(
  study: SimulatedStudy,
  signal: AbortSignal,
  config: LinkingConfig,
  isStaff: (id: number) => boolean = () => false,
): {
  known: KnownTracklet[];
  links: readonly StatedLink[];
  journeys: (readonly number[])[];
  visitors: VisitorEstimate;
} {
  const simulated = linkInputOf(study);
  const uncounted = new Set(simulated.tracklets.map(({ id }) => id).filter(isStaff));
  const input = { ...simulated, uncounted };
  const steps = linkTracklets(input, config);
  for (;;) {
    signal.throwIfAborted();
    const step = steps.next();
    if (!step.done) continue;
    const known = input.tracklets.map(({ id, startUtcMs, endUtcMs }, row) => ({
      id,
      startUtcMs,
      durationMs: endUtcMs - startUtcMs,
      person: study.person[row] ?? null,
    }));
    const journeys = step.value.journeys.map(({ trackletIds }) => trackletIds);
    const { links, visitors } = step.value;
    if (!visitors)
      throw new Error('the simulated mall has too few tracklets for an estimate of its visitors');
    return { known, links, journeys, visitors };
  }
}

export function linkInputOf(
  study: SimulatedStudy,
): LinkInput & { readonly tracklets: readonly LinkTracklet[] } {
  return {
    tracklets: Array.from({ length: study.count }, (_, row) => trackletAt(study, row)),
    cameras: camerasOf(study.layout),
    forced: [],
  };
}

/** Ids count from 1. */
export function trackletAt(study: SimulatedStudy, row: number): LinkTracklet {
  return {
    id: row + 1,
    cameraId: (study.camera[row] ?? 0) + 1,
    startUtcMs: study.startUtcMs[row] ?? 0,
    endUtcMs: study.endUtcMs[row] ?? 0,
    embedding: study.embeddings.subarray(row * EMBEDDING_LENGTH, (row + 1) * EMBEDDING_LENGTH),
    colours: study.colours[row] ?? NO_COLOURS,
    entry: null,
    exit: null,
  };
}

export function camerasOf({ posM, level }: SimulatedStudy['layout']): LinkCamera[] {
  return Array.from({ length: posM.length / 2 }, (_, camera) => ({
    id: camera + 1,
    floorId: 1 + (level[camera] ?? 0),
    posM: { x: posM[2 * camera] ?? 0, y: posM[2 * camera + 1] ?? 0 },
    headingDeg: 0,
    fovDeg: 80,
    rangeM: RANGE_M,
  }));
}
