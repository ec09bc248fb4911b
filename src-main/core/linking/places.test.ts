import { describe, expect, it } from 'vitest';
import { linkingConfig } from './config.ts';
import { PlacePairs } from './places.ts';
import { buildTrackletTable } from './tracklet-table.ts';
import { transitWindow } from './transit-window.ts';
import type { LinkCamera, LinkTracklet, PlacedSighting } from './types.ts';

const noColours = { top: null, bottom: null, shoes: null };
const camera = (id: number, x: number): LinkCamera => ({
  id,
  floorId: 1,
  posM: { x, y: 0 },
  headingDeg: 180,
  fovDeg: 80,
  rangeM: 12,
});
const cameras = [camera(1, 0), camera(2, 4)];

/** Walks along y = 5 at 1 m/s from `x` on, seen for ten seconds. */
function walk(id: number, cameraId: number, startS: number, x: number, known = true): LinkTracklet {
  const places: PlacedSighting[] = [1, 3, 5, 7, 9].map((second) => ({
    atMs: second * 1_000,
    xM: x + second,
    yM: 5,
    sdM: 0.8,
  }));
  return {
    id,
    cameraId,
    startUtcMs: startS * 1_000,
    endUtcMs: (startS + 10) * 1_000,
    embedding: null,
    colours: noColours,
    entry: null,
    exit: null,
    places: known ? places : [],
  };
}

const pairsOf = (...tracklets: readonly LinkTracklet[]): PlacePairs =>
  new PlacePairs(buildTrackletTable(tracklets, cameras), linkingConfig);

describe('PlacePairs.meeting', () => {
  it('is for two views of one path, and against two paths', () => {
    expect(pairsOf(walk(1, 1, 0, 0), walk(2, 2, 3, 3)).meeting(0, 1)).toBeGreaterThan(5);
    expect(pairsOf(walk(1, 1, 0, 0), walk(2, 2, 3, 15)).meeting(0, 1)).toBeCloseTo(
      linkingConfig.meetingOutlierShare,
    );
  });

  it('tells how far ahead a clock is', () => {
    const pairs = pairsOf(walk(1, 1, 0, 0), walk(2, 2, 8, 3));
    const likely = [0, 2_500, 5_000, 7_500].map((aheadMs) => pairs.meeting(0, 1, aheadMs));
    expect(likely.indexOf(Math.max(...likely))).toBe(2);
  });

  it('says nothing of who has no place', () => {
    expect(pairsOf(walk(1, 1, 0, 0), walk(2, 2, 3, 3, false)).meeting(0, 1)).toBe(1);
  });
});

describe('PlacePairs.walkMs', () => {
  const window = transitWindow(cameras[0]!, cameras[1]!, linkingConfig);

  it('is the time from the end of one view to the start of the next at the usual speed', () => {
    const { usualMps, detour } = linkingConfig;
    // The last place is a second before the end, the first of the other a second after its start.
    const pairs = pairsOf(walk(1, 1, 0, 0), walk(2, 2, 30, 19));
    expect(pairs.walkMs(0, 1, window)).toBeCloseTo(((11 * detour) / usualMps - 2) * 1_000, 0);
  });

  it('is never below zero, and unknown without places', () => {
    expect(pairsOf(walk(1, 1, 0, 0), walk(2, 2, 11, 9)).walkMs(0, 1, window)).toBe(0);
    expect(pairsOf(walk(1, 1, 0, 0, false), walk(2, 2, 11, 9)).walkMs(0, 1, window)).toBeNull();
  });
});

describe('cameras', () => {
  it('see as far as people were seen in them', () => {
    const far = Array.from({ length: 12 }, (_, i) => walk(i + 1, 1, 20 * i, 20));
    const [seen, other] = buildTrackletTable(far, cameras).cameras;
    expect(seen!.seenRangeM).toBeCloseTo(Math.hypot(29, 5), 3);
    expect(other!.seenRangeM).toBeUndefined();
  });

  it('whose views meet only there may see one person, whatever the drawing says', () => {
    const [first, second] = [camera(1, 0), { ...camera(2, 40), headingDeg: 180 }];
    expect(transitWindow(first, second, linkingConfig).overlap).toBe('none');
    const seen = { ...first, seenRangeM: 60 };
    expect(transitWindow(seen, { ...second, headingDeg: 220, seenRangeM: 60 }, linkingConfig).overlap).toBe(
      'possible',
    );
  });
});
