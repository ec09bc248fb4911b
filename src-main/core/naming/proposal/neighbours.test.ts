import { describe, expect, test } from 'vitest';
import { confidenceOf } from './confidence.ts';
import { facts, MINUTE_MS } from './facts.test-support.ts';
import { FolderProposer } from './folder-proposer.ts';
import { type SettledFile, weighNeighbours } from './neighbours.ts';
import type { FileFacts } from './proposal.ts';

function weigh(files: readonly FileFacts[], settled: readonly SettledFile[] = []) {
  const proposer = new FolderProposer(files, { folder: '/footage', timeZone: 'UTC', latestYear: 2027 });
  const before = files.map((file) => ({ facts: file, proposal: proposer.propose(file) }));
  const after = new Map(weighNeighbours(before, settled).map((proposal) => [proposal.path, proposal]));
  return files.map(({ path }, i) => ({ before: before[i]!.proposal, after: after.get(path) }));
}

const sub = { widthPx: 704, heightPx: 576 };

describe('files that tile', () => {
  test('are surer together than alone', () => {
    const weighed = weigh([
      facts('/footage/ch01_20261120100000.mp4'),
      facts('/footage/ch01_20261120101000.mp4'),
    ]);
    for (const { before, after } of weighed) {
      expect(confidenceOf(after!.evidence).start).toBeGreaterThan(confidenceOf(before.evidence).start);
      expect(after!.startUtcMs).toBe(before.startUtcMs);
    }
  });

  test('a gap, or another camera, says nothing', () => {
    const weighed = weigh([
      facts('/footage/ch01_20261120100000.mp4'),
      facts('/footage/ch01_20261120103000.mp4'),
      facts('/footage/ch02_20261120101000.mp4'),
    ]);
    expect(weighed.map(({ after }) => after)).toEqual([undefined, undefined, undefined]);
  });
});

describe('files that overlap', () => {
  test('contradict each other', () => {
    const [first, second] = weigh([
      facts('/footage/ch01_20261120100000.mp4'),
      facts('/footage/ch01_20261120100500.mp4'),
    ]);
    expect(first!.after!.evidence.at(-1)!.text).toBe(
      'It overlaps ch01_20261120100500.mp4 of the same camera by 300 s.',
    );
    expect(confidenceOf(second!.after!.evidence).start).toBe(0.6);
  });

  test('by the seconds before an event are ordinary', () => {
    const [first] = weigh([
      facts('/footage/ch01_20261120100000.mp4'),
      facts('/footage/ch01_20261120100955.mp4'),
    ]);
    expect(first!.after).toBeUndefined();
  });
});

describe('files that the study holds already', () => {
  const settled: SettledFile = {
    path: '/yesterday/ch01_20261120100000.mp4',
    cameraName: 'Channel 1',
    startUtcMs: Date.UTC(2026, 10, 20, 10),
    durationMs: 10 * MINUTE_MS,
    widthPx: 1920,
    heightPx: 1080,
  };

  test('tile with new ones', () => {
    const [next] = weigh([facts('/footage/ch01_20261120101000.mp4')], [settled]);
    expect(next!.after!.evidence.at(-1)!.source).toBe('tiling');
  });

  test('contradict new ones at the same time, as a second recorder with the same channels would be', () => {
    const [clash] = weigh([facts('/footage/ch01_20261120100500.mp4')], [settled]);
    expect(clash!.after!.evidence.at(-1)).toMatchObject({ says: 'conflict' });
  });

  test('are the main stream of a sub stream that comes later', () => {
    const [late] = weigh([facts('/footage/ch01_20261120100000.mp4', sub)], [settled]);
    expect(late!.after!.subStreamOfPath).toBe(settled.path);
  });
});

describe('sub streams', () => {
  test('named as such, the smaller copy points at the main stream, also across other file borders', () => {
    const weighed = weigh([
      facts('/footage/NVR_ch1_main_20261120100000_20261120101000.dav'),
      facts('/footage/NVR_ch1_main_20261120101000_20261120102000.dav'),
      facts('/footage/NVR_ch1_sub_20261120100000_20261120102000.dav', { ...sub, durationMs: 20 * MINUTE_MS }),
    ]);
    expect(weighed.map(({ after }) => after?.subStreamOfPath)).toEqual([
      null,
      null,
      '/footage/NVR_ch1_main_20261120100000_20261120101000.dav',
    ]);
    const conflicts = weighed.flatMap(({ after }) =>
      after?.evidence.filter(({ says }) => says === 'conflict'),
    );
    expect(conflicts).toEqual([]);
  });

  test('unnamed, a copy of the same time and length at fewer pixels is found', () => {
    const [main, copy] = weigh([
      facts('/footage/Mall/ch01_20261120100000.mp4'),
      facts('/footage/Mall/sub/ch01_20261120100000.mp4', sub),
    ]);
    expect(main!.after).toBeUndefined();
    expect(copy!.after!.subStreamOfPath).toBe('/footage/Mall/ch01_20261120100000.mp4');
  });

  test('without its main stream it is footage like any other', () => {
    const [alone] = weigh([facts('/footage/NVR_ch1_sub_20261120100000_20261120101000.dav', sub)]);
    expect(alone!.after).toBeUndefined();
  });

  test('that goes on where the main stream stopped it is not passed over', () => {
    const [, longer] = weigh([
      facts('/footage/NVR_ch1_main_20261120100000_20261120101000.dav'),
      facts('/footage/NVR_ch1_sub_20261120100000_20261120104000.dav', { ...sub, durationMs: 40 * MINUTE_MS }),
    ]);
    expect(longer!.after!.subStreamOfPath).toBeNull();
  });
});
