import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import type { LinkCamera } from '../types.ts';
import {
  settledWindows,
  sharedViewsOf,
  transitWindow,
  transitWindows,
  windowsWith,
} from './transit-window.ts';

const camera = (id: number, x: number, more: Partial<LinkCamera> = {}): LinkCamera => ({
  id,
  floorId: 1,
  posM: { x, y: 0 },
  headingDeg: 0,
  fovDeg: 60,
  rangeM: 10,
  ...more,
});

describe('transitWindow', () => {
  it('does not open before the fastest walk between the two views', () => {
    const { minGapMs, maxGapMs, distanceM } = transitWindow(camera(1, 0), camera(2, 60), linkingConfig);
    // Two views of 60° that look up from pins 60 m apart come 50 m near.
    expect(distanceM).toBeCloseTo(50, 5);
    // 60 m less 10 m of view on each side, at 2 m/s.
    expect(minGapMs).toBe(20_000 - linkingConfig.clockToleranceMs);
    // 60 m × 1.3 and both views, at 0.5 m/s, and a stop on the way.
    expect(maxGapMs).toBe(196_000 + linkingConfig.dwellAllowanceMs);
  });

  it('lets one person be in two pictures at once only where the views overlap', () => {
    const facing = transitWindow(
      camera(1, 0, { headingDeg: 90 }),
      camera(2, 15, { headingDeg: 270 }),
      linkingConfig,
    );
    expect(facing).toMatchObject({ overlap: 'drawn', minGapMs: Number.NEGATIVE_INFINITY });
    const apart = transitWindow(
      camera(1, 0, { headingDeg: 270 }),
      camera(2, 15, { headingDeg: 90 }),
      linkingConfig,
    );
    expect(apart).toMatchObject({ overlap: 'none', minGapMs: -linkingConfig.clockToleranceMs });
  });

  it.each([
    ['a camera is not placed', camera(2, 0, { posM: null })],
    ['a camera has no floor', camera(2, 0, { floorId: null })],
  ])('is broad when %s', (_, other) => {
    expect(transitWindow(camera(1, 0), other, linkingConfig)).toMatchObject({
      distanceM: null,
      overlap: 'possible',
      maxGapMs: linkingConfig.openWindowMs,
    });
  });

  it('leaves open whether a view from another floor shows the same place', () => {
    const above = transitWindow(camera(1, 0), camera(2, 0, { floorId: 2 }), linkingConfig);
    expect(above).toMatchObject({ overlap: 'possible', distanceM: linkingConfig.floorChangeM });
    const elsewhere = transitWindow(camera(1, 0), camera(2, 60, { floorId: 2 }), linkingConfig);
    expect(elsewhere).toMatchObject({ overlap: 'none', minGapMs: -linkingConfig.clockToleranceMs });
  });

  it('never lets somebody be in one camera twice', () => {
    expect(transitWindow(camera(1, 0), camera(1, 0), linkingConfig)).toMatchObject({
      isSameCamera: true,
      minGapMs: 0,
    });
  });
});

describe('settledWindows', () => {
  const windows = transitWindows([camera(1, 0), camera(2, 0, { floorId: 2 })], linkingConfig);
  const overlapsAt = (share: number) =>
    settledWindows(windows, { togetherShare: () => share }, linkingConfig).map(({ overlap }) => overlap);

  it('keeps overlaps that were learnt, and forbids the others', () => {
    expect(overlapsAt(0.4)).toEqual(['none', 'drawn', 'drawn', 'none']);
    expect(overlapsAt(0.01)).toEqual(['none', 'none', 'none', 'none']);
  });

  it('gives the same windows again from the pairs that it found', () => {
    const cameras = [camera(1, 0), camera(2, 0, { floorId: 2 }), camera(3, 0, { floorId: 3 })];
    const open = transitWindows(cameras, linkingConfig);
    const settled = settledWindows(open, { togetherShare: (a, b) => (a + b === 1 ? 0.5 : 0) }, linkingConfig);
    const shared = sharedViewsOf(cameras, open, settled);
    expect(shared).toEqual([{ firstCameraId: 1, secondCameraId: 2 }]);
    expect(windowsWith(cameras, shared, linkingConfig)).toEqual(settled);
  });
});
