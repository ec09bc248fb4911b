import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectionFrom } from './projection.ts';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, at) => sum + value * b[at]!, 0);
const unit = (length: number, at: number) => Float32Array.from({ length }, (_, index) => +(index === at));

describe('projectionFrom', () => {
  it('keeps the cosines of short vectors exactly', () => {
    const values = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 });
    const project = projectionFrom(64);
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(dot(project(a), project(b))).toBeCloseTo(dot(a, b), 4);
      }),
    );
  });

  it.each([256, 512])('projects %d values onto 128 orthonormal directions', (length) => {
    const project = projectionFrom(length);
    // The columns of the projection: its rows, seen through unit vectors, must be orthonormal.
    const columns = Array.from({ length }, (_, at) => project(unit(length, at)));
    for (const [first, second] of [
      [0, 0],
      [127, 127],
      [3, 4],
      [0, 127],
    ] as const) {
      const product = columns.reduce((sum, column) => sum + column[first]! * column[second]!, 0);
      expect(product).toBeCloseTo(first === second ? 1 : 0, 5);
    }
  });

  it('is the same in every run', () => {
    const vector = Float32Array.from({ length: 256 }, (_, at) => Math.sin(at));
    expect(projectionFrom(256)(vector)).toEqual(projectionFrom(256)(vector));
    expect(
      [...projectionFrom(256)(unit(256, 0)).slice(0, 3)].map((value) => value.toFixed(5)),
    ).toMatchInlineSnapshot(`
      [
        "0.00514",
        "-0.02792",
        "0.04056",
      ]
    `);
  });
});
