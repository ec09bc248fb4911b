import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { buildTrackletTable, similarity } from '../tracklets/tracklet-table.ts';
import { OutfitScan } from './outfit-scan.ts';

const cameras = [1, 2].map((id) => ({
  id,
  floorId: null,
  posM: null,
  headingDeg: 0,
  fovDeg: 80,
  rangeM: 10,
}));

/** Extremes are what packing could get wrong. */
const values = fc.oneof(fc.integer({ min: -128, max: 127 }), fc.constantFrom(-128, 127));
const embeddings = fc.oneof(
  { weight: 5, arbitrary: fc.array(values, { minLength: EMBEDDING_LENGTH, maxLength: EMBEDDING_LENGTH }) },
  { weight: 1, arbitrary: fc.constantFrom(-128, 127).map((value) => Array(EMBEDDING_LENGTH).fill(value)) },
  { weight: 1, arbitrary: fc.constant(null) },
);

it('has the cosines of every stretch of a camera that similarity has', () => {
  const outfits = fc.array(fc.record({ embedding: embeddings, cameraId: fc.constantFrom(1, 2) }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(outfits, (given) => {
      const table = buildTrackletTable(
        given.map(({ embedding, cameraId }, row) => ({
          id: row + 1,
          cameraId,
          startUtcMs: row * 1000,
          endUtcMs: row * 1000 + 500,
          embedding: embedding && Int8Array.from(embedding),
          colours: { top: null, bottom: null, shoes: null },
          entry: null,
          exit: null,
        })),
        cameras,
      );
      const scan = new OutfitScan(table);
      for (let row = 0; row < table.count; row++) {
        table.rowsOfCamera.forEach((rows, camera) => {
          for (let begin = 0; begin < rows.length; begin++) {
            scan.compare(row, camera, begin, rows.length);
            for (let at = begin; at < rows.length; at++) {
              // Adding 0 takes the sign off a product of zero.
              expect(scan.cosineAt(at) + 0).toBe(similarity(table, row, rows[at]!) + 0);
            }
          }
        });
      }
    }),
    { numRuns: 50 },
  );
});
