import { describe, expect, it } from 'vitest';
import { linkingConfig } from './config.ts';
import { transitWindow } from './transit-window.ts';
import type { LinkCamera } from './types.ts';

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
    expect(distanceM).toBe(60);
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
    expect(facing).toMatchObject({ sharesView: true, minGapMs: -linkingConfig.sharedViewMs });
    const apart = transitWindow(
      camera(1, 0, { headingDeg: 270 }),
      camera(2, 15, { headingDeg: 90 }),
      linkingConfig,
    );
    expect(apart).toMatchObject({ sharesView: false, minGapMs: -linkingConfig.clockToleranceMs });
  });

  it.each([
    ['a camera is not placed', camera(2, 0, { posM: null })],
    ['a camera has no floor', camera(2, 0, { floorId: null })],
    ['the floors differ', camera(2, 0, { floorId: 2 })],
  ])('is broad when %s', (_, other) => {
    expect(transitWindow(camera(1, 0), other, linkingConfig)).toMatchObject({
      distanceM: null,
      minGapMs: -linkingConfig.clockToleranceMs,
      maxGapMs: linkingConfig.openWindowMs,
    });
  });

  it('never lets somebody be in one camera twice', () => {
    expect(transitWindow(camera(1, 0), camera(1, 0), linkingConfig)).toMatchObject({
      isSameCamera: true,
      minGapMs: 0,
    });
  });
});
