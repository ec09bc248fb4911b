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

/** A file that the study holds already: it speaks for and against new ones, and stays as it is. */
export interface SettledFile {
  readonly path: string;
  readonly cameraName: string;
  readonly startUtcMs: number;
  readonly durationMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

interface Placed {
  readonly path: string;
  readonly startUtcMs: number;
  readonly endUtcMs: number;
  readonly areaPx: number;
  readonly stream: Proposal['stream'];
  /** Null for a settled file. */
  readonly proposal: Proposal | null;
}

/** Shares of a recording that main streams must cover for it to count as their copy. */
const TWIN_UNCOVERED_SHARE = 0.05;
/** A copy has at most this share of the main stream's pixels. */
const TWIN_AREA_SHARE = 0.6;
/** Event recordings start before the event and so overlap a little; more than this is a contradiction. */
const OVERLAP_TOLERANCE_MS = 15_000;

/** Returns the proposals that neighbours change, and only those. */
export function weighNeighbours(
  files: readonly ProposedFile[],
  settled: readonly SettledFile[] = [],
): Proposal[] {
  const byCamera = new Map<string, Placed[]>();
  const place = (cameraName: string, file: Placed) => {
    const group = byCamera.get(cameraName);
    if (group) group.push(file);
    else byCamera.set(cameraName, [file]);
  };
  for (const { facts, proposal } of files) {
    const { cameraName, startUtcMs, stream } = proposal;
    if (cameraName === null || startUtcMs === null) continue;
    place(cameraName, { ...placed({ ...facts, startUtcMs }), stream, proposal });
  }
  for (const file of settled) place(file.cameraName, { ...placed(file), stream: null, proposal: null });
  return [...byCamera.values()].flatMap(weighCamera);
}

function placed({ path, startUtcMs, durationMs, widthPx, heightPx }: Omit<SettledFile, 'cameraName'>) {
  return { path, startUtcMs, endUtcMs: startUtcMs + durationMs, areaPx: widthPx * heightPx };
}

function weighCamera(files: readonly Placed[]): Proposal[] {
  const ordered = files.toSorted((a, b) => a.startUtcMs - b.startUtcMs || (a.path < b.path ? -1 : 1));
  const changed: Proposal[] = [];
  const twins = findTwins(ordered);
  for (const [{ proposal, stream }, main] of twins) {
    if (!proposal) continue;
    const text = `It shows the same as ${baseName(main.path)} in fewer pixels.`;
    const source = stream === 'sub' ? 'file-name' : 'container';
    const evidence = withEvidence(proposal, 'stream', source, text, config.twin);
    changed.push({ ...evidence, subStreamOfPath: main.path });
  }
  const mains = ordered.filter((file) => !twins.has(file));
  for (const [i, file] of mains.entries()) {
    const { proposal } = file;
    if (!proposal) continue;
    const before = mains[i - 1];
    const after = mains[i + 1];
    const overlap = Math.max(overlapMs(before, file), overlapMs(file, after));
    if (overlap > OVERLAP_TOLERANCE_MS) {
      const other = overlapMs(before, file) >= overlapMs(file, after) ? before! : after!;
      const text = `It overlaps ${baseName(other.path)} of the same camera by ${Math.round(overlap / 1000)} s.`;
      changed.push(withEvidence(proposal, 'conflict', 'tiling', text, config.contradicted));
    } else if (tiles(before, file) || tiles(file, after)) {
      const confidence = agree(confidenceOf(proposal.evidence).start, config.agreeing.tiling);
      const text = 'It joins its neighbour of the same camera without a gap.';
      changed.push(withEvidence(proposal, 'start', 'tiling', text, confidence));
    }
  }
  return changed;
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
    const lengthMs = file.endUtcMs - file.startUtcMs;
    if (mains.length === 0 || uncoveredMs > TWIN_UNCOVERED_SHARE * lengthMs + config.twinToleranceMs)
      continue;
    twins.set(
      file,
      mains.reduce((best, main) => (sharedMs(main, file) > sharedMs(best, file) ? main : best)),
    );
  }
  return twins;
}

function isMainOf(main: Placed, copy: Placed): boolean {
  if (copy.stream === 'sub' && main.stream !== 'sub') return copy.areaPx <= main.areaPx;
  return (
    copy.areaPx <= TWIN_AREA_SHARE * main.areaPx &&
    copy.stream === main.stream &&
    Math.abs(copy.startUtcMs - main.startUtcMs) <= config.twinToleranceMs &&
    Math.abs(copy.endUtcMs - main.endUtcMs) <= 2 * config.twinToleranceMs
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

function withEvidence(
  proposal: Proposal,
  says: Evidence['says'],
  source: Evidence['source'],
  text: string,
  confidence: number,
): Proposal {
  const evidence = [...proposal.evidence, { source, grammar: null, says, text, confidence }];
  return { ...proposal, evidence };
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function addTo(map: Map<Placed, Placed[]>, key: Placed, value: Placed): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
