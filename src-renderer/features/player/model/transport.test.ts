import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameStepMs, neighbourSpeed, shuttle } from './transport.ts';

describe('frame step', () => {
  test('goes to the middle of the neighbouring frame', () => {
    expect(frameStepMs(0, 1, 10, 1000)).toBe(150);
    expect(frameStepMs(150, 1, 10, 1000)).toBe(250);
    expect(frameStepMs(150, -1, 10, 1000)).toBe(50);
  });

  test('stops at both ends', () => {
    expect(frameStepMs(20, -1, 10, 1000)).toBe(50);
    expect(frameStepMs(990, 1, 10, 1000)).toBe(950);
  });

  test('forwards then backwards returns to the same frame', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 60, noNaN: true }),
        fc.integer({ min: 0, max: 5000 }),
        (fps, frame) => {
          const startMs = ((frame + 0.5) * 1000) / fps;
          const there = frameStepMs(startMs, 1, fps, 1e9);
          expect(frameStepMs(there, -1, fps, 1e9)).toBeCloseTo(startMs, 3);
        },
      ),
    );
  });
});

describe('shuttle', () => {
  test('L speeds up, J turns round, K stops', () => {
    expect(shuttle(0, 'L')).toBe(1);
    expect(shuttle(1, 'L')).toBe(2);
    expect(shuttle(8, 'L')).toBe(8);
    expect(shuttle(4, 'J')).toBe(-1);
    expect(shuttle(-1, 'J')).toBe(-2);
    expect(shuttle(-2, 'K')).toBe(0);
    expect(shuttle(0.25, 'L')).toBe(1);
  });
});

test('the speed menu ends at both ends', () => {
  expect(neighbourSpeed(1, 1)).toBe(1.5);
  expect(neighbourSpeed(1, -1)).toBe(0.5);
  expect(neighbourSpeed(8, 1)).toBe(8);
  expect(neighbourSpeed(0.25, -1)).toBe(0.25);
});
