/** What files of one camera say about each other: they tile, they overlap, or one copies the other. */
import type { Evidence } from '#shared/contract/library.ts';
import { subtractSpans, totalMs } from '../../timeline/spans.ts';
import { confidenceOf } from './confidence.ts';
import { proposalConfig as config } from './config.ts';
import { agree, type FileFacts, type Proposal } from './proposal.ts';

export interface ProposedFile {
  readonly facts: FileFacts;
  readonly proposal: Proposal;
}

interface Placed extends ProposedFile {
  readonly startUtcMs: number;
  readonly endUtcMs: number;
}

/** Shares of a recording that main streams must cover for it to count as their copy. */
const TWIN_UNCOVERED_SHARE = 0.05;
/** A copy has at most this share of the main stream's pixels. */
const TWIN_AREA_SHARE = 0.6;
/** Event recordings start before the event and so overlap a little; more than this is a contradiction. */
const OVERLAP_TOLERANCE_MS = 15_000;

/** Returns the proposals that neighbours change, and only those. */
export function weighNeighbours(files: readonly ProposedFile[]): Proposal[] {
  const byCamera = new Map<string, Placed[]>();
  for (const file of files) {
    const { cameraName, startUtcMs } = file.proposal;
    if (cameraName === null || startUtcMs === null) continue;
    const placed = { ...file, startUtcMs, endUtcMs: startUtcMs + file.facts.durationMs };
    const group = byCamera.get(cameraName);
    if (group) group.push(placed);
    else byCamera.set(cameraName, [placed]);
  }
  return [...byCamera.values()].flatMap(weighCamera);
}

function weighCamera(files: readonly Placed[]): Proposal[] {
  const ordered = files.toSorted(
    (a, b) => a.startUtcMs - b.startUtcMs || (a.facts.path < b.facts.path ? -1 : 1),
  );
  const changed = new Map<Placed, Proposal>();
  const twins = findTwins(ordered);
  for (const [file, main] of twins) {
    const evidence = speak(
      file,
      'stream',
      'file-name',
      `A lower-resolution copy of ${baseName(main.facts.path)}.`,
      0.9,
    );
    changed.set(file, { ...file.proposal, subStreamOfPath: main.facts.path, evidence });
  }
  const mains = ordered.filter((file) => !twins.has(file));
  for (const [i, file] of mains.entries()) {
    const before = mains[i - 1];
    const after = mains[i + 1];
    const overlap = Math.max(overlapMs(before, file), overlapMs(file, after));
    if (overlap > OVERLAP_TOLERANCE_MS) {
      const other = overlapMs(before, file) >= overlapMs(file, after) ? before! : after!;
      const text = `It overlaps ${baseName(other.facts.path)} of the same camera by ${Math.round(overlap / 1000)} s.`;
      changed.set(file, {
        ...file.proposal,
        evidence: speak(file, 'conflict', 'tiling', text, config.contradicted),
      });
    } else if (tiles(before, file) || tiles(file, after)) {
      const confidence = agree(confidenceOf(file.proposal.evidence).start, config.agreeing.tiling);
      const text = 'It joins its neighbour of the same camera without a gap.';
      changed.set(file, {
        ...file.proposal,
        evidence: speak(file, 'start', 'tiling', text, confidence),
      });
    }
  }
  return [...changed.values()];
}

/** Which file copies which, for files in order of start. */
function findTwins(ordered: readonly Placed[]): Map<Placed, Placed> {
  const twins = new Map<Placed, Placed>();
  let open: Placed[] = [];
  const overlapping = new Map<Placed, Placed[]>();
  for (const file of ordered) {
    open = open.filter((other) => other.endUtcMs > file.startUtcMs);
    for (const other of open) {
      addTo(overlapping, file, other);
      addTo(overlapping, other, file);
    }
    open.push(file);
  }
  for (const [file, others] of overlapping) {
    const mains = others.filter((other) => isMainOf(other, file));
    const uncoveredMs = totalMs(subtractSpans([file], mains));
    if (
      mains.length === 0 ||
      uncoveredMs > TWIN_UNCOVERED_SHARE * file.facts.durationMs + config.twinToleranceMs
    )
      continue;
    twins.set(
      file,
      mains.reduce((best, main) => (sharedMs(main, file) > sharedMs(best, file) ? main : best)),
    );
  }
  return twins;
}

function isMainOf(main: Placed, copy: Placed): boolean {
  const isSmaller = area(copy) <= TWIN_AREA_SHARE * area(main);
  if (copy.proposal.stream === 'sub' && main.proposal.stream !== 'sub') return area(copy) <= area(main);
  return (
    isSmaller &&
    copy.proposal.stream === main.proposal.stream &&
    Math.abs(copy.startUtcMs - main.startUtcMs) <= config.twinToleranceMs &&
    Math.abs(copy.facts.durationMs - main.facts.durationMs) <= config.twinToleranceMs
  );
}

function tiles(before: Placed | undefined, after: Placed | undefined): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    Math.abs(after.startUtcMs - before.endUtcMs) <= config.tilingToleranceMs
  );
}

function overlapMs(before: Placed | undefined, after: Placed | undefined): number {
  return before && after ? sharedMs(before, after) : 0;
}

function sharedMs(a: Placed, b: Placed): number {
  return Math.max(0, Math.min(a.endUtcMs, b.endUtcMs) - Math.max(a.startUtcMs, b.startUtcMs));
}

function area({ facts }: Placed): number {
  return facts.widthPx * facts.heightPx;
}

function speak(
  file: Placed,
  says: Evidence['says'],
  source: Evidence['source'],
  text: string,
  confidence: number,
): Evidence[] {
  return [...file.proposal.evidence, { source, grammar: null, says, text, confidence }];
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function addTo(map: Map<Placed, Placed[]>, key: Placed, value: Placed): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
