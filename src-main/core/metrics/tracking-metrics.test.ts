import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { clearMot } from './clear-mot.ts';
import { hotaScores } from './hota.ts';
import { identityScores } from './identity.ts';
import type { FramePair, LabelledBox } from './trajectories.ts';

const box = (id: number, x: number): LabelledBox => ({ id, boxPx: { x, y: 0, w: 40, h: 100 } });
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Two people for ten frames; the output is made from the truth by a function. */
function clip(output: (truth: readonly LabelledBox[], frame: number) => LabelledBox[]): FramePair[] {
  return range(10).map((frame) => {
    const truth = [box(1, frame * 5), box(2, 300 - frame * 5)];
    return { truth, output: output(truth, frame) };
  });
}

const perfect = clip((truth) => truth.map(({ id, boxPx }) => ({ id: id + 10, boxPx })));
const swapped = clip((truth, frame) =>
  truth.map(({ id, boxPx }) => ({ id: frame < 5 ? id : 3 - id, boxPx })),
);
const oneMissed = clip((truth) => truth.slice(0, 1));
const nothing = clip(() => []);

describe('tracking metrics', () => {
  it('are 1 for a perfect output under other ids', () => {
    expect(clearMot(perfect)).toMatchObject({ mota: 1, switches: 0, misses: 0, falsePositives: 0 });
    expect(identityScores(perfect).idf1).toBe(1);
    expect(hotaScores(perfect)).toEqual({ hota: 1, detA: 1, assA: 1 });
  });

  it('count an exchange of two identities half way', () => {
    expect(clearMot(swapped)).toMatchObject({ mota: 1 - 2 / 20, switches: 2, matches: 20 });
    expect(identityScores(swapped).idf1).toBe(0.5);
    const { detA, assA } = hotaScores(swapped);
    expect(detA).toBeCloseTo(1, 12);
    // Each pair of ids shares 5 of 15 boxes.
    expect(assA).toBeCloseTo(1 / 3, 12);
  });

  it('count a person who was missed throughout', () => {
    expect(clearMot(oneMissed)).toMatchObject({ mota: 0.5, misses: 10, falsePositives: 0 });
    expect(identityScores(oneMissed)).toMatchObject({ idPrecision: 1, idRecall: 0.5 });
    const { hota, detA, assA } = hotaScores(oneMissed);
    expect([detA, assA]).toEqual([0.5, 1]);
    expect(hota).toBeCloseTo(Math.sqrt(0.5), 12);
  });

  it('count false positives against the score', () => {
    const ghost = clip((truth) => [...truth, box(99, 600)]);
    expect(clearMot(ghost)).toMatchObject({ mota: 0.5, falsePositives: 10 });
  });

  it('are 0 for an empty output', () => {
    expect(clearMot(nothing).mota).toBe(0);
    expect(identityScores(nothing).idf1).toBe(0);
    expect(hotaScores(nothing).hota).toBe(0);
  });

  it('keep a match of the frame before against a slightly better rival', () => {
    const frames: FramePair[] = [
      { truth: [box(1, 0)], output: [box(7, 2)] },
      { truth: [box(1, 0)], output: [box(7, 5), box(8, 1)] },
    ];
    expect(clearMot(frames)).toMatchObject({ switches: 0, falsePositives: 1 });
  });
});

const tudFolder = fileURLToPath(new URL('../../../../shared/eval/tud/', import.meta.url));
const hasTud = existsSync(tudFolder);
if (!hasTud) console.warn('SKIPPED: TUD reference values, ../shared/eval/tud is not on this machine');

describe.skipIf(!hasTud)('tracking metrics of TUD', () => {
  it.each(['TUD-Campus', 'TUD-Stadtmitte'])('equal the published ones: %s', (name) => {
    const all = JSON.parse(readFileSync(`${tudFolder}expected.json`, 'utf8')) as Record<string, Expected>;
    const expected = all[name]!;
    const frames = readClip(`${tudFolder}${name}/gt.txt`, `${tudFolder}${name}/test.txt`);
    const { hota, detA, assA } = hotaScores(frames);
    expect(clearMot(frames).mota).toBeCloseTo(expected.mota, 5);
    expect(identityScores(frames).idf1).toBeCloseTo(expected.idf1, 5);
    expect(hota).toBeCloseTo(expected.hota, 5);
    expect(detA).toBeCloseTo(expected.deta, 5);
    expect(assA).toBeCloseTo(expected.assa, 5);
  });
});

type Expected = Readonly<Record<'idf1' | 'mota' | 'hota' | 'deta' | 'assa', number>>;

function readClip(truthPath: string, outputPath: string): FramePair[] {
  const rowsOf = (path: string) =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number) as [number, number, number, number, number, number]);
  const boxesOf = (rows: ReturnType<typeof rowsOf>, frame: number) =>
    rows.filter((row) => row[0] === frame).map(([, id, x, y, w, h]) => ({ id, boxPx: { x, y, w, h } }));
  const truth = rowsOf(truthPath);
  const output = rowsOf(outputPath);
  const last = Math.max(...truth.map((row) => row[0]), ...output.map((row) => row[0]));
  return range(last).map((index) => ({
    truth: boxesOf(truth, index + 1),
    output: boxesOf(output, index + 1),
  }));
}
