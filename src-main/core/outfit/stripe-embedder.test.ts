import { describe, expect, it } from 'vitest';
import { stripeEmbedder } from './stripe-embedder.ts';
import { type DrawnPerson, drawPerson } from './testing/drawn-person.ts';
import { EMBEDDING_LENGTH } from './types.ts';

const PERSON: DrawnPerson = {
  top: [200, 35, 45],
  bottom: [32, 42, 78],
  shoes: [240, 240, 238],
  background: [120, 150, 90],
};

async function cosine(a: DrawnPerson, b: DrawnPerson): Promise<number> {
  const [first, second] = await stripeEmbedder.embed([drawPerson(a), drawPerson(b)]);
  return first!.reduce((sum, value, at) => sum + value * second![at]!, 0);
}

describe('stripeEmbedder', () => {
  it('gives one unit vector per crop', async () => {
    const vectors = await stripeEmbedder.embed([drawPerson(PERSON), drawPerson(PERSON)]);
    expect(vectors).toHaveLength(2);
    for (const vector of vectors) {
      expect(vector).toHaveLength(EMBEDDING_LENGTH);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it('finds the same outfit before another wall nearer than another outfit before the same wall', async () => {
    const elsewhere = await cosine(PERSON, { ...PERSON, background: [90, 90, 160] });
    const otherTop = await cosine(PERSON, { ...PERSON, top: [60, 140, 70] });
    const otherBottom = await cosine(PERSON, { ...PERSON, bottom: [208, 188, 152] });
    expect(elsewhere).toBeGreaterThan(otherTop + 0.05);
    expect(elsewhere).toBeGreaterThan(otherBottom + 0.05);
  });

  it('knows where a colour is worn', async () => {
    const swapped = await cosine(PERSON, { ...PERSON, top: PERSON.bottom, bottom: PERSON.top });
    expect(swapped).toBeLessThan(0.8);
  });
});
