import { describe, expect, it } from 'vitest';
import { defaultTrackerConfig } from './config.ts';
import { centreDistance, correctMotion, motionBox, predictMotion, startMotion } from './kalman.ts';

const config = defaultTrackerConfig.motion;

/** A person who walks to the right at 40 px/s and is seen at the given times. */
function walk(timesMs: readonly number[]) {
  const boxAt = (timeMs: number) => ({ x: 100 + timeMs * 0.04, y: 50, w: 20, h: 50 });
  const [first, ...rest] = timesMs;
  return rest.reduce(
    (motion, timeMs) => correctMotion(predictMotion(motion, timeMs, config), boxAt(timeMs), config),
    startMotion(boxAt(first!), first!, config),
  );
}

describe('the motion model', () => {
  it('learns a constant speed and extrapolates it', () => {
    const seen = walk([0, 166, 333, 500, 666, 833, 1000, 1166, 1333, 1500]);
    const box = motionBox(predictMotion(seen, 2000, config));
    expect(box.x).toBeCloseTo(180, 0);
    expect(box.y).toBeCloseTo(50, 5);
    expect(box.w).toBeCloseTo(20, 5);
    expect(box.h).toBeCloseTo(50, 5);
  });

  it('does not depend on how a span of time is cut into predictions', () => {
    const seen = walk([0, 200, 400]);
    const atOnce = predictMotion(seen, 1400, config);
    const inSteps = [500, 777, 1399, 1400].reduce(
      (motion, timeMs) => predictMotion(motion, timeMs, config),
      seen,
    );
    expect(inSteps.centreX.value).toBeCloseTo(atOnce.centreX.value, 9);
    expect(inSteps.centreX.valueVariance).toBeCloseTo(atOnce.centreX.valueVariance, 6);
    expect(inSteps.centreX.rateVariance).toBeCloseTo(atOnce.centreX.rateVariance, 12);
  });

  it('grows less sure while nothing is seen, and surer when something is', () => {
    const seen = walk([0, 200, 400]);
    const later = predictMotion(seen, 1400, config);
    expect(later.centreX.valueVariance).toBeGreaterThan(seen.centreX.valueVariance);
    const again = correctMotion(later, { x: 156, y: 50, w: 20, h: 50 }, config);
    expect(again.centreX.valueVariance).toBeLessThan(later.centreX.valueVariance);
  });

  it('finds a box at the expected place near and one elsewhere far', () => {
    const expected = predictMotion(walk([0, 200, 400, 600]), 800, config);
    expect(centreDistance(expected, motionBox(expected), config)).toBeCloseTo(0, 9);
    const elsewhere = { ...motionBox(expected), y: 120 };
    expect(centreDistance(expected, elsewhere, config)).toBeGreaterThan(20);
  });

  it('refuses to predict the past', () => {
    expect(() => predictMotion(walk([0, 200]), 100, config)).toThrow(RangeError);
  });
});
