import { describe, expect, it } from 'vitest';
import { type GalleryItem, otherCameras, retrievalScores } from './retrieval.ts';

const item = (person: string, camera: string, angleDeg: number): GalleryItem => ({
  person,
  camera,
  vector: Float32Array.of(Math.cos((angleDeg * Math.PI) / 180), Math.sin((angleDeg * Math.PI) / 180)),
});

describe('retrievalScores', () => {
  it('is 1 when every person is nearest to themselves in another camera', () => {
    const items = [item('a', '1', 0), item('a', '2', 5), item('b', '1', 80), item('b', '2', 85)];
    expect(retrievalScores(items, 1)).toEqual({ rank1: 1, meanAveragePrecision: 1, queries: 4 });
  });

  it('does not count the same person in the same camera as an answer', () => {
    const items = [item('a', '1', 0), item('a', '1', 1), item('b', '1', 10), item('a', '2', 40)];
    // Of the query at 0°: the picture at 1° is left out, b at 10° comes first, a at 40° second.
    expect(retrievalScores(items, 4)).toEqual({ rank1: 0, meanAveragePrecision: 0.5, queries: 1 });
  });

  it('leaves out all of the query’s camera where only other cameras are asked', () => {
    const items = [item('a', '1', 0), item('b', '1', 10), item('a', '2', 40)];
    expect(retrievalScores(items, 3)).toEqual({ rank1: 0, meanAveragePrecision: 0.5, queries: 1 });
    expect(retrievalScores(items, 3, otherCameras)).toEqual({
      rank1: 1,
      meanAveragePrecision: 1,
      queries: 1,
    });
  });

  it('passes over queries that have no right answer', () => {
    const items = [item('a', '1', 0), item('b', '1', 10), item('b', '2', 12)];
    expect(retrievalScores(items, 1).queries).toBe(2);
  });
});
