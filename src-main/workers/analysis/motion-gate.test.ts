import { describe, expect, it } from 'vitest';
import { MotionGate } from './motion-gate.ts';

const WIDTH = 40;
const HEIGHT = 30;

/** A grey picture with the noise of a camera sensor, the same in every run. */
function noisyFloor(seed: number, levels: number): Uint8Array {
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, pixel) => {
    let mixed = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(pixel + 1, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
    return 120 + Math.round((((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32 - 0.5) * 2 * levels);
  });
}

function withFigure(
  picture: Uint8Array,
  x: number,
  y: number,
  w: number,
  h: number,
  level: number,
): Uint8Array {
  const drawn = picture.slice();
  for (let row = y; row < y + h; row++) drawn.fill(level, row * WIDTH + x, row * WIDTH + x + w);
  return drawn;
}

function watchFloor(gate: MotionGate, frames: number, noise: number): boolean[] {
  return Array.from({ length: frames }, (_, frame) => gate.moved(noisyFloor(frame + 1, noise)));
}

describe('MotionGate', () => {
  it('wakes up at the first picture and sleeps over a still, noisy floor', () => {
    const seen = watchFloor(new MotionGate(), 60, 3);
    expect(seen[0]).toBe(true);
    expect(seen.slice(1)).not.toContain(true);
  });

  it('gets used to a noisier sensor', () => {
    expect(watchFloor(new MotionGate(), 200, 7).slice(100)).not.toContain(true);
  });

  it('notices a person of three pixels, 20 grey levels off the floor', () => {
    const gate = new MotionGate();
    watchFloor(gate, 60, 3);
    expect(gate.moved(withFigure(noisyFloor(99, 3), 20, 10, 1, 3, 140))).toBe(true);
  });

  it('notices who walks slowly, a pixel in five frames', () => {
    const gate = new MotionGate();
    watchFloor(gate, 60, 2);
    const walk = Array.from({ length: 50 }, (_, frame) =>
      gate.moved(withFigure(noisyFloor(frame, 2), 5 + Math.floor(frame / 5), 10, 2, 5, 70)),
    );
    expect(walk.filter(Boolean).length).toBeGreaterThan(45);
  });

  it('starts again when the size of the picture changes', () => {
    const gate = new MotionGate();
    watchFloor(gate, 10, 2);
    expect(gate.moved(new Uint8Array(7).fill(120))).toBe(true);
  });
});
