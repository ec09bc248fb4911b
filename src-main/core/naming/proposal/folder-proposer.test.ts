import { describe, expect, test } from 'vitest';
import { confidenceOf } from './confidence.ts';
import { facts, MINUTE_MS } from './facts.test-support.ts';
import { FolderProposer } from './folder-proposer.ts';
import type { FileFacts, Proposal } from './proposal.ts';

function proposeAll(
  files: readonly FileFacts[],
  folder = '/footage',
  timeZone = 'Europe/Berlin',
): Proposal[] {
  const proposer = new FolderProposer(files, { folder, timeZone, latestYear: 2027 });
  return files.map((file) => proposer.propose(file));
}

function proposeOne(path: string, changes: Partial<FileFacts> = {}, timeZone?: string): Proposal {
  return proposeAll([facts(path, changes)], '/footage', timeZone)[0]!;
}

const conflicts = (proposal: Proposal) =>
  proposal.evidence.filter(({ says }) => says === 'conflict').map(({ text }) => text);

describe('start', () => {
  test('a wall time is read in the zone of the study', () => {
    const path = '/footage/NVR_ch1_main_20261120100000_20261120101000.dav';
    expect(proposeOne(path).startUtcMs).toBe(Date.UTC(2026, 10, 20, 9));
    expect(proposeOne(path, {}, 'America/New_York').startUtcMs).toBe(Date.UTC(2026, 10, 20, 15));
  });

  test('an end that fits the duration makes it surer, one that does not contradicts', () => {
    const path = '/footage/NVR_ch1_main_20261120100000_20261120101000.dav';
    const fits = proposeOne(path);
    const short = proposeOne(path, { durationMs: 2 * MINUTE_MS });
    expect(confidenceOf(fits.evidence).start).toBeGreaterThan(0.97);
    expect(conflicts(short)).toEqual(['The end in the name does not fit the duration of 2 min 0 s.']);
    expect(confidenceOf(short.evidence).start).toBe(0.6);
    expect(short.startUtcMs).toBe(fits.startUtcMs);
  });

  test('a cut-off file may be shorter than its name says', () => {
    const cut = proposeOne('/footage/NVR_ch1_main_20261120100000_20261120101000.dav', {
      durationMs: 2 * MINUTE_MS,
      isTruncated: true,
    });
    expect(conflicts(cut)).toEqual([]);
  });

  test('an hour that the clock showed twice is a question, not an answer', () => {
    const twice = proposeOne('/footage/NVR_ch1_main_20261025023000_20261025024000.dav');
    expect(twice.startUtcMs).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(conflicts(twice)[0]).toContain('twice');
    expect(confidenceOf(twice.evidence).start).toBeLessThan(0.5);
  });

  test('an hour that the clock skipped says that the recorder keeps other time', () => {
    const skipped = proposeOne('/footage/NVR_ch1_main_20260329023000_20260329024000.dav');
    expect(conflicts(skipped)[0]).toContain('never showed');
    expect(confidenceOf(skipped.evidence).start).toBeLessThan(0.5);
  });

  test('a recorder in another zone than the study is noticed where a name has both clocks', () => {
    const path = '/footage/Door-20261120-110000-1795168800.mp4';
    expect(conflicts(proposeOne(path))).toEqual([]);
    expect(conflicts(proposeOne(path, {}, 'America/New_York'))[0]).toContain('another time zone');
  });

  test('a clock that may count to twelve only is a question', () => {
    const path = '/footage/lobby/2026-11-20 03.00.00.mp4';
    const endUtcMs = Date.UTC(2026, 10, 20, 2, 10);
    const morning = proposeOne(path, { modifiedUtcMs: endUtcMs });
    const afternoon = proposeOne(path, { modifiedUtcMs: endUtcMs + 12 * 60 * MINUTE_MS });
    expect(conflicts(morning)).toEqual([]);
    expect(conflicts(afternoon)[0]).toContain('twelve');
    expect(confidenceOf(afternoon.evidence).start).toBeLessThan(0.5);
  });

  test("the container's creation time at either end agrees", () => {
    const startUtcMs = Date.UTC(2026, 10, 20, 9);
    for (const creationUtcMs of [startUtcMs + 1_000, startUtcMs + 10 * MINUTE_MS]) {
      const agreed = proposeOne('/footage/ch01_20261120100000.mp4', { creationUtcMs });
      expect(confidenceOf(agreed.evidence).start).toBeGreaterThan(0.9);
    }
  });

  test('a name without a time leaves the weak witnesses, marked as such', () => {
    const creationUtcMs = Date.UTC(2026, 10, 20, 9);
    const created = proposeOne('/footage/cam/clip.mp4', { creationUtcMs });
    expect(created.startUtcMs).toBe(creationUtcMs);
    expect(confidenceOf(created.evidence).start).toBeLessThan(0.5);
    const copied = proposeOne('/footage/cam/clip.mp4');
    expect(copied.startUtcMs).toBe(Date.UTC(2027, 0, 1) - 10 * MINUTE_MS);
    expect(confidenceOf(copied.evidence).start).toBeLessThan(confidenceOf(created.evidence).start);
  });
});

describe('day and month', () => {
  const gate = (date: string, changes: Partial<FileFacts> = {}) =>
    facts(`/footage/gate ${date} 10-00-00.mp4`, changes);
  const starts = (files: readonly FileFacts[]) =>
    proposeAll(files, '/footage', 'UTC').map(({ startUtcMs }) =>
      new Date(startUtcMs!).toISOString().slice(0, 10),
    );

  test('one date that only one order can read decides for the folder', () => {
    expect(starts([gate('05-06-2026'), gate('25-06-2026')])).toEqual(['2026-06-05', '2026-06-25']);
    expect(starts([gate('05-06-2026'), gate('05-25-2026')])).toEqual(['2026-05-06', '2026-05-25']);
  });

  test('else the order that keeps the days together decides', () => {
    expect(starts([gate('03-06-2026'), gate('04-06-2026'), gate('05-06-2026')])).toEqual([
      '2026-06-03',
      '2026-06-04',
      '2026-06-05',
    ]);
  });

  test('else the days on which the files were written decide', () => {
    expect(starts([gate('05-06-2026', { modifiedUtcMs: Date.UTC(2026, 4, 6, 10, 10) })])).toEqual([
      '2026-05-06',
    ]);
  });

  test('a lone date with no witness stays a question', () => {
    const [lone] = proposeAll([gate('05-06-2026')]);
    expect(conflicts(lone!)[0]).toContain('swapped');
    expect(confidenceOf(lone!.evidence).start).toBeLessThan(0.5);
  });
});

describe('camera', () => {
  const names = (paths: readonly string[], folder?: string) =>
    proposeAll(
      paths.map((path) => facts(path)),
      folder,
    ).map(({ cameraName }) => cameraName);

  test('a device folder names its first channel', () => {
    expect(names(['/footage/cam01/2026-11-20/001/dav/10/10.00.00-10.10.00[M][0@0][0].mp4'])).toEqual([
      'cam01',
    ]);
  });

  test('channels of one recorder are told apart', () => {
    expect(
      names([
        '/footage/Mall_ch1_main_20261120100000_20261120101000.dav',
        '/footage/Mall_ch2_main_20261120100000_20261120101000.dav',
      ]),
    ).toEqual(['Mall channel 1', 'Mall channel 2']);
  });

  test('a later channel never goes by the device alone, for the first may come another day', () => {
    expect(names(['/footage/Mall_ch2_main_20261120100000_20261120101000.dav'])).toEqual(['Mall channel 2']);
  });

  test('a folder that was chosen does not name the channels in it', () => {
    expect(names(['/cases/Incident 42/ch01_20261120100000.mp4'], '/cases/Incident 42')).toEqual([
      'Channel 1',
    ]);
  });

  test('a device name that every recorder has is left out', () => {
    expect(names(['/footage/NVR_ch1_main_20261120100000_20261120101000.dav'])).toEqual(['Channel 1']);
  });

  test('two recorders with the same camera names are told apart', () => {
    expect(
      names([
        '/footage/North_Camera 01_20261120100000_20261120101000.mp4',
        '/footage/South_Camera 01_20261120100000_20261120101000.mp4',
      ]),
    ).toEqual(['North Camera 01', 'South Camera 01']);
  });

  test('without a name the nearest telling folder gives it', () => {
    expect(
      names([
        '/footage/Entrance/2026-11-20/VID_20261120_100000.mp4',
        '/footage/Lobby/export/clip.mp4',
        '/footage/clip.mp4',
      ]),
    ).toEqual(['Entrance', 'Lobby', null]);
  });

  test('channels of folders that are no devices stay apart', () => {
    expect(
      names(['/footage/North/ch01_20261120100000.mp4', '/footage/South/ch01_20261120100000.mp4']),
    ).toEqual(['North', 'South']);
  });

  test('folders outside the scanned one name no camera', () => {
    expect(
      names(
        ['/home/alice/export/2026-11-20/001/dav/10/10.00.00-10.10.00[M][0@0][0].mp4'],
        '/home/alice/export/2026-11-20',
      ),
    ).toEqual(['Channel 1']);
    expect(
      names(
        ['/home/alice/cam01/2026-11-20/001/dav/10/10.00.00-10.10.00[M][0@0][0].mp4'],
        '/home/alice/cam01/2026-11-20',
      ),
    ).toEqual(['cam01']);
  });

  test('a recording without a camera is never sure', () => {
    expect(confidenceOf(proposeOne('/footage/2026-11-20 10.00.00.mp4').evidence).both).toBe(0);
  });
});
