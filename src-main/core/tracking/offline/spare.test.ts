import { describe, expect, it } from 'vitest';
import { packBoxes } from '../../geometry/box.ts';
import { spareDetections } from './spare.ts';
import { walkerBox } from './testing.ts';

describe('spareDetections', () => {
  const tracked = walkerBox(100);
  const upperHalf = { ...tracked, h: 50 };
  const boxes = [tracked, upperHalf, walkerBox(120), walkerBox(300), walkerBox(400)];
  const frame = {
    timeMs: 500,
    detections: { boxesPx: packBoxes(boxes), scores: Float32Array.of(0.9, 0.6, 0.3, 0.4, 0.1) },
    sightings: [
      { ordinal: 7, row: 0 },
      { ordinal: 8, row: 3 },
    ],
  };

  it('are those that no kept track has, none of its doubles, and none below the score', () => {
    const [{ timeMs, spare }] = spareDetections([frame], new Set([7]), 0.25, 0.7) as [
      ReturnType<typeof spareDetections>[0],
    ];
    expect(timeMs).toBe(500);
    expect(spare.map(({ row }) => row)).toEqual([2, 3]);
    expect(spare[0]).toMatchObject({ boxPx: walkerBox(120), look: null });
  });

  it('come back when the tracker dropped their track', () => {
    const [{ spare }] = spareDetections([frame], new Set(), 0.25, 0.7) as [
      ReturnType<typeof spareDetections>[0],
    ];
    expect(spare.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
  });
});
