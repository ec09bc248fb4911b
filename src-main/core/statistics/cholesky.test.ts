import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choleskyFactor, columnsOf, solveLower } from './cholesky.ts';

const N = 4;
const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: N * N, maxLength: N * N });

/** B·Bᵀ + I is positive definite for every B. */
function definite(b: readonly number[]): Float64Array {
  return Float64Array.from({ length: N * N }, (_, at) => {
    const row = Math.floor(at / N);
    const column = at % N;
    let sum = row === column ? 1 : 0;
    for (let k = 0; k < N; k++) sum += b[row * N + k]! * b[column * N + k]!;
    return sum;
  });
}

describe('choleskyFactor', () => {
  it('gives the matrix back when multiplied with its transpose', () => {
    fc.assert(
      fc.property(entries, (b) => {
        const matrix = definite(b);
        const factor = choleskyFactor(matrix, N);
        matrix.forEach((value, at) => {
          const row = Math.floor(at / N);
          const column = at % N;
          let sum = 0;
          for (let k = 0; k < N; k++) sum += factor[row * N + k]! * factor[column * N + k]!;
          expect(sum).toBeCloseTo(value, 8);
        });
      }),
    );
  });

  it('refuses what is not positive definite', () => {
    expect(() => choleskyFactor(Float64Array.from([1, 2, 2, 1]), 2)).toThrow(RangeError);
  });
});

it('solveLower solves the triangular system', () => {
  const vectors = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: N, maxLength: N });
  fc.assert(
    fc.property(entries, vectors, (b, wanted) => {
      const factor = choleskyFactor(definite(b), N);
      const vector = Float64Array.from(wanted, (_, row) =>
        wanted.reduce((sum, value, column) => sum + factor[row * N + column]! * value, 0),
      );
      solveLower(columnsOf(factor, N), vector, N);
      wanted.forEach((value, row) => {
        expect(vector[row]).toBeCloseTo(value, 8);
      });
    }),
  );
});
