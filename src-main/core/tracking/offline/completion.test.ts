import { describe, expect, it } from 'vitest';
import type { BoxPx } from '#shared/units.ts';
import { boxAt, packBoxes } from '../../geometry/box.ts';
import type { Track } from '../track.ts';
import { completeTrack } from './completion.ts';
import { defaultOfflineConfig } from './config.ts';
import { FRAME_MS } from './testing.ts';

const picture = { widthPx: 1000, heightPx: 500 };

/** Somebody 100 px tall and 40 wide with the head at y = 200, who walks to the right and is seen so in every frame. */
function trackOf(frames: number, seen: (whole: BoxPx, frame: number) => BoxPx): Track {
  const boxes = Array.from({ length: frames }, (_, frame) =>
    seen({ x: 100 + 5 * frame, y: 200, w: 40, h: 100 }, frame),
  );
  return {
    ordinal: 3,
    timesMs: Float64Array.from(boxes, (_, frame) => frame * FRAME_MS),
    boxesPx: packBoxes(boxes),
    scores: new Float32Array(frames).fill(0.8),
  };
}

function completed(track: Track): BoxPx[] {
  const { boxesPx } = completeTrack(track, picture, defaultOfflineConfig.completion);
  return Array.from(track.timesMs, (_, at) => boxAt(boxesPx, at));
}

const upperHalf = (box: BoxPx): BoxPx => ({ ...box, x: box.x + 4, w: 32, h: 55 });

describe('completeTrack', () => {
  it('gives back the legs that a parapet hid, while it did and until the end', () => {
    for (const to of [24, 40]) {
      const track = trackOf(40, (box, frame) => (frame >= 12 && frame < to ? upperHalf(box) : box));
      expect(completed(track)).toEqual(completed(trackOf(40, (box) => box)));
    }
  });

  it('does so for somebody who comes out from behind it', () => {
    const track = trackOf(30, (box, frame) => (frame < 10 ? upperHalf(box) : box));
    expect(completed(track).every(({ y, h }) => y + h === 300)).toBe(true);
  });

  it('lets people shrink with distance meanwhile', () => {
    const away = (box: BoxPx, frame: number): BoxPx => ({
      ...box,
      y: 200 - 2 * frame,
      w: 40 - 0.4 * frame,
      h: 100 - frame,
    });
    const track = trackOf(30, (box, frame) => (frame < 12 ? away(box, frame) : upperHalf(away(box, frame))));
    for (const [frame, { h }] of completed(track).entries())
      expect(Math.abs(h - (100 - frame))).toBeLessThan(3);
  });

  it('makes nobody much wider than they are seen, nor taller in proportion', () => {
    const track = trackOf(30, (box, frame) => (frame < 12 ? box : { ...box, w: 27, h: 45 }));
    const { widthSlack } = defaultOfflineConfig.completion;
    for (const { w, h } of completed(track).slice(12)) {
      expect(w).toBeCloseTo(27 * widthSlack);
      expect(h).toBeCloseTo((27 * widthSlack * 100) / 40);
    }
  });

  it('keeps to the picture', () => {
    const low = (box: BoxPx): BoxPx => ({ ...box, y: 420, h: 79 });
    const track = trackOf(30, (box, frame) => (frame < 12 ? low(box) : { ...low(box), h: 45 }));
    for (const { y, h } of completed(track)) expect(y + h).toBeLessThanOrEqual(picture.heightPx);
  });

  it.each<[string, (box: BoxPx, frame: number) => BoxPx]>([
    ['sits down', (box, frame) => (frame < 12 ? box : { ...box, y: 245, h: 55 })],
    ['walks away', (box, frame) => ({ ...box, y: 200 - 3 * frame, h: 100 - 2 * frame, w: 40 - frame })],
    [
      'rides away on an escalator',
      (box, frame) => (frame < 12 ? box : { ...box, y: box.y + 1, w: 22, h: 55 }),
    ],
    ['was one box with somebody behind', (box, frame) => (frame === 11 ? { ...box, h: 150 } : box)],
    [
      'is at the upper edge',
      (box, frame) => ({ ...box, ...(frame < 12 ? { y: 3, h: 44 } : { y: 4, h: 40 }) }),
    ],
    ['is seen too briefly before', (box, frame) => (frame < 3 || frame > 26 ? box : upperHalf(box))],
  ])('leaves somebody as they are who %s', (_, seen) => {
    const track = trackOf(29, seen);
    expect(completeTrack(track, picture, defaultOfflineConfig.completion)).toBe(track);
  });

  it('does not believe a height for ever', () => {
    const track = trackOf(80, (box, frame) => (frame < 12 ? box : upperHalf(box)));
    const { maxHiddenMs } = defaultOfflineConfig.completion;
    const heights = completed(track).map(({ h }) => h);
    expect(heights[12 + Math.floor(maxHiddenMs / FRAME_MS)]).toBe(100);
    expect(heights.at(-1)).toBe(55);
  });
});
