import { describe, expect, test } from 'vitest';
import { proposeFromPath } from '../registry.ts';
import { read } from '../summarise.test-support.ts';

describe('Synology Surveillance Station', () => {
  test.each([
    // 1795168800 is 2026-11-20 10:00:00 UTC: the box ran on UTC+1.
    ['Door/20261120AM/Door-20261120-110000-1795168800.mp4', 'synology | Door | 2026-11-20 10:00:00 UTC'],
    ['Lobby West/20261120PM/Lobby West-20261120-221500.mp4', 'synology | Lobby West | 2026-11-20 22:15:00'],
    ['Front20261120-100000-1795168800.mp4', 'synology | Front | 2026-11-20 10:00:00 UTC'],
    ['CamName-20261120-100000.mp4', 'synology | CamName | 2026-11-20 10:00:00'],
    ['Door-20261120-100000-1795168800-2.mp4', 'synology | Door | 2026-11-20 10:00:00 UTC'],
  ])('%s', (path, expected) => {
    expect(read(path)).toBe(expected);
  });

  test('both clocks of a name are kept, so that a wrong time zone of the study shows', () => {
    const [best] = proposeFromPath('Door-20261120-110000-1795168800.mp4', 2027);
    expect(best?.wallStart).toMatchObject({ hour: 11 });
  });

  test('ten digits that are no moment of this date are not believed', () => {
    const [best] = proposeFromPath('CamName-20261120-100000-1637400000.mp4', 2027);
    expect(best).toMatchObject({ start: { kind: 'wall' }, wallStart: null });
    expect(best!.confidence).toBeLessThan(0.8);
  });
});
