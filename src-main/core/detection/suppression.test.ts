import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAt, boxIou, packBoxes } from '../geometry/box.ts';
import { type Detections, detectionCount } from './detections.ts';
import { suppressDuplicates } from './suppression.ts';

const detections = fc
  .array(
    fc.record({
      boxPx: fc.record({
        x: fc.integer({ min: 0, max: 60 }),
        y: fc.integer({ min: 0, max: 60 }),
        w: fc.integer({ min: 1, max: 60 }),
        h: fc.integer({ min: 1, max: 60 }),
      }),
      score: fc.integer({ min: 0, max: 16 }).map((value) => value / 16),
    }),
    { maxLength: 25 },
  )
  .map(
    (list): Detections => ({
      boxesPx: packBoxes(list.map(({ boxPx }) => boxPx)),
      scores: Float32Array.from(list, ({ score }) => score),
    }),
  );

describe('suppressDuplicates', () => {
  it('keeps no two that overlap, and drops only what overlaps a better one', () => {
    fc.assert(
      fc.property(detections, (all) => {
        const kept = suppressDuplicates(all, 0.5);
        const rows = Array.from({ length: detectionCount(kept) }, (_, row) => row);
        for (const a of rows) {
          for (const b of rows) {
            if (a !== b)
              expect(boxIou(boxAt(kept.boxesPx, a), boxAt(kept.boxesPx, b))).toBeLessThan(0.5 + 1e-6);
          }
        }
        all.scores.forEach((score, index) => {
          const box = boxAt(all.boxesPx, index);
          const explained = rows.some(
            (row) => kept.scores[row]! >= score && boxIou(boxAt(kept.boxesPx, row), box) >= 0.5 - 1e-6,
          );
          expect(explained).toBe(true);
        });
      }),
    );
  });

  it('gives the best score first', () => {
    fc.assert(
      fc.property(detections, (all) => {
        const { scores } = suppressDuplicates(all, 0.5);
        expect([...scores]).toEqual([...scores].sort((a, b) => b - a));
      }),
    );
  });
});
