import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, encodePath, type TrackPath } from './path-codec.ts';

const eighths = fc.integer({ min: -80_000, max: 80_000 }).map((value) => value / 8);
const paths = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), eighths, eighths, eighths, eighths), {
    maxLength: 50,
  })
  .chain((points) => fc.tuple(fc.constant(points), fc.integer({ min: -1000, max: 2 ** 41 })))
  .map(([points, startMs]): TrackPath => {
    let timeMs = startMs;
    return {
      timesMs: Float64Array.from(points, ([gapMs]) => (timeMs += gapMs)),
      boxesPx: Float32Array.from(points.flatMap(([, ...box]) => box)),
    };
  });

describe('the path codec', () => {
  it('gives back every path of whole ms and eighths of a pixel', () => {
    fc.assert(
      fc.property(paths, (path) => {
        expect(decodePath(encodePath(path))).toEqual(path);
      }),
    );
  });

  it('is off by at most half a step otherwise', () => {
    const path = {
      timesMs: Float64Array.of(33.4, 66.7),
      boxesPx: Float32Array.of(1.03, 2.2, 3.99, 50.51, 1, 2, 4, 50),
    };
    const decoded = decodePath(encodePath(path));
    expect([...decoded.timesMs]).toEqual([33, 67]);
    decoded.boxesPx.forEach((value, at) => {
      expect(Math.abs(value - path.boxesPx[at]!)).toBeLessThanOrEqual(1 / 16);
    });
  });

  it('needs far less room than the numbers do', () => {
    const count = 100;
    const timesMs = Float64Array.from({ length: count }, (_, index) => 600_000 + index * 167);
    const boxesPx = Float32Array.from({ length: count * 4 }, (_, at) => 200 + ((at * 7) % 13) / 8);
    expect(encodePath({ timesMs, boxesPx }).length).toBeLessThan(count * 8);
  });

  it('refuses a path that it could not give back', () => {
    const boxesPx = new Float32Array(8);
    expect(() => encodePath({ timesMs: Float64Array.of(1), boxesPx })).toThrow(RangeError);
    expect(() => encodePath({ timesMs: Float64Array.of(1, 1.2), boxesPx })).toThrow(RangeError);
    expect(() => encodePath({ timesMs: Float64Array.of(1, Number.NaN), boxesPx })).toThrow(RangeError);
  });

  it('refuses bytes that are no path', () => {
    const good = encodePath({ timesMs: Float64Array.of(1, 2), boxesPx: new Float32Array(8) });
    expect(() => decodePath(good.subarray(0, good.length - 1))).toThrow(RangeError);
    expect(() => decodePath(Uint8Array.of(...good, 0))).toThrow(RangeError);
    expect(() => decodePath(Uint8Array.of(9, ...good.subarray(1)))).toThrow(RangeError);
    expect(() => decodePath(new Uint8Array())).toThrow(RangeError);
  });
});
