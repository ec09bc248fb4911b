import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxPx } from '#shared/units.ts';
import { type Detections, noDetections } from '../detection/detections.ts';
import { boxAt, packBoxes } from '../geometry/box.ts';
import { defaultTrackerConfig, type TrackerConfig } from './config.ts';
import type { Look } from './look.ts';
import type { Track } from './track.ts';
import { createTrackerState, finish, step, type TrackerState } from './tracker.ts';

interface Seen {
  readonly boxPx: BoxPx;
  readonly score?: number;
}

const FRAME_MS = 166;

function detectionsOf(seen: readonly Seen[]): Detections {
  return {
    boxesPx: packBoxes(seen.map(({ boxPx }) => boxPx)),
    scores: Float32Array.from(seen, ({ score }) => score ?? 0.9),
  };
}

/** Runs the tracker over frames, six a second unless said otherwise, and returns the tracks in order of first sighting. */
function track(
  frames: readonly (readonly Seen[])[],
  config: TrackerConfig = defaultTrackerConfig,
  frameMs = FRAME_MS,
): Track[] {
  let state = createTrackerState();
  const tracks: Track[] = [];
  frames.forEach((seen, index) => {
    state = step(state, detectionsOf(seen), index * frameMs, config);
    tracks.push(...state.ended);
  });
  tracks.push(...finish(state, config).ended);
  return tracks.sort((a, b) => a.ordinal - b.ordinal);
}

/** A walker at `speed` px per frame from x = `from`. */
function walker(from: number, speed: number, frame: number, y = 100): Seen {
  return { boxPx: { x: from + speed * frame, y, w: 40, h: 100 } };
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the tracker', () => {
  it('follows one walker as one track with every box', () => {
    const [only, ...others] = track(range(20).map((frame) => [walker(0, 8, frame)]));
    expect(others).toEqual([]);
    expect([...only!.timesMs]).toEqual(range(20).map((frame) => frame * FRAME_MS));
    expect(boxAt(only!.boxesPx, 19)).toEqual({ x: 152, y: 100, w: 40, h: 100 });
  });

  it('keeps two people apart who cross each other', () => {
    const frames = range(40).map((frame) => [walker(0, 8, frame), walker(320, -8, frame, 112)]);
    const tracks = track(frames);
    expect(tracks).toHaveLength(2);
    expect(boxAt(tracks[0]!.boxesPx, 39).x).toBe(312);
    expect(boxAt(tracks[1]!.boxesPx, 39).x).toBe(8);
  });

  it('follows somebody along the lower edge of the picture, who turns round and comes back', () => {
    // The head's way in pixels per frame, measured in a mall; the picture's edge is at 540.
    const heads = [
      367, 363, 369, 377, 377, 386, 403, 412, 418, 428, 438, 449, 457, 460, 447, 432, 423, 412, 397, 383, 374,
    ];
    const tracks = track(
      heads.map((y, frame) => [{ boxPx: { x: Math.max(420, 690 - 20 * frame), y, w: 95, h: 540 - y } }]),
    );
    expect(tracks).toHaveLength(1);
    expect(tracks[0]!.timesMs).toHaveLength(heads.length);
  });

  it('takes a walker up again after a short occlusion', () => {
    const frames = range(30).map((frame) => (frame >= 12 && frame < 18 ? [] : [walker(0, 8, frame)]));
    const tracks = track(frames);
    expect(tracks).toHaveLength(1);
    expect(tracks[0]!.timesMs).toHaveLength(24);
  });

  it('continues a track with low-scored boxes but does not start one with them', () => {
    const dim = range(20).map((frame) => [{ ...walker(0, 8, frame), score: 0.3 }]);
    expect(track(dim)).toEqual([]);
    const dimming = range(20).map((frame) => [{ ...walker(0, 8, frame), score: frame < 10 ? 0.9 : 0.3 }]);
    expect(track(dimming)[0]!.timesMs).toHaveLength(20);
  });

  it('leaves somebody half hidden their own dim box when a sure one passes', () => {
    const frames = range(40).map((frame) => {
      const dim = { ...walker(100, 0, frame), score: frame >= 15 && frame < 25 ? 0.3 : 0.9 };
      // Comes from the right, turns beside the other at 15 px and leaves again; seen only while the other is dim.
      const passing = walker(115 + 6 * Math.abs(frame - 20), 0, frame);
      return frame >= 15 && frame < 25 ? [dim, passing] : [dim];
    });
    const [first] = track(frames);
    expect(first!.timesMs).toHaveLength(40);
    for (const at of range(40)) expect(boxAt(first!.boxesPx, at).x).toBe(100);
  });

  it('knows people who meet and turn round by their looks', () => {
    const frames = range(30).map((frame) => [
      walker(100 + 6 * Math.min(frame, 29 - frame), 0, frame),
      walker(290 - 6 * Math.min(frame, 29 - frame), 0, frame),
    ]);
    const red: Look = Float32Array.of(50, 60, 40, 30, 0, 0);
    const blue: Look = Float32Array.of(40, 0, -50, 70, 0, 0);
    let state = createTrackerState();
    frames.forEach((seen, index) => {
      state = step(state, detectionsOf(seen), index * FRAME_MS, defaultTrackerConfig, [red, blue]);
    });
    const { ended } = finish(state, defaultTrackerConfig);
    expect(ended.map(({ boxesPx }) => boxAt(boxesPx, 29).x)).toEqual([100, 290]);
  });

  it('keeps what is seen dimly if it walks, and drops it if it stays', () => {
    const dim = (x: number, speed: number) =>
      range(30).map((frame) => [{ ...walker(x, speed, frame), score: frame === 0 ? 0.6 : 0.42 }]);
    expect(track(dim(0, 8))).toHaveLength(1);
    expect(track(dim(0, 0.3))).toEqual([]);
  });

  it('cuts when two people could both be the one who was hidden', () => {
    const frames = range(40).map((frame) => {
      if (frame < 12) return [walker(100, 0, frame)];
      if (frame < 18) return [];
      return [walker(92, 0, frame), walker(112, 0, frame)];
    });
    expect(track(frames)).toHaveLength(3);
  });

  it('ends a track after a long absence and starts another', () => {
    const frames = range(60).map((frame) => (frame >= 15 && frame < 40 ? [] : [walker(100, 0, frame)]));
    expect(track(frames)).toHaveLength(2);
  });

  it('joins nobody over a hole in the footage', () => {
    const config = defaultTrackerConfig;
    const seen = detectionsOf([walker(100, 0, 0)]);
    const before = range(10).reduce(
      (state, frame) => step(state, seen, frame * FRAME_MS, config),
      createTrackerState(),
    );
    const after = step(before, seen, 10_000 + config.maxGapMs, config);
    expect(after.ended).toHaveLength(1);
    expect(after.tracks.map(({ ordinal }) => ordinal)).toEqual([1]);
  });

  it('drops what is seen twice only', () => {
    const frames = range(20).map((frame) => (frame < 2 ? [walker(100, 0, frame)] : []));
    expect(track(frames)).toEqual([]);
  });

  it('starts no second track on half of a person who is tracked', () => {
    const frames = range(20).map((frame) => {
      const whole = walker(0, 8, frame);
      const upperHalf = { boxPx: { ...whole.boxPx, h: 55 }, score: 0.6 };
      return [whole, upperHalf];
    });
    expect(track(frames)).toHaveLength(1);
  });

  it('drops a post whose box ends now at its foot, now at what stands before it', () => {
    const post = range(200).map((frame): Seen[] => [
      { boxPx: { x: 100, y: 100, w: 40, h: frame % 3 === 0 ? 120 : 100 } },
    ]);
    expect(track(post)).toEqual([]);
  });

  it('drops a poster but keeps a person who stands and sways', () => {
    const poster = range(200).map((frame) => [walker(100, 0, frame)]);
    expect(track(poster)).toEqual([]);
    const person = range(200).map((frame) => [walker(100 + 8 * Math.sin(frame / 9), 0, frame)]);
    expect(track(person)).toHaveLength(1);
  });

  it('keeps a person who walks in, stands for two minutes as still as a post, and walks off', () => {
    const person = range(780).map((frame) => [
      walker(100 + 12 * (Math.min(frame, 30) + Math.max(0, frame - 750)), 0, frame),
    ]);
    expect(track(person)).toHaveLength(1);
  });

  it('follows two who walk side by side though there is but a frame a second, a bit late', () => {
    const frames = range(30).map((frame) => [walker(0, 60, frame), walker(70, 60, frame)]);
    for (const frameMs of [1_000, 1_001, 1_040])
      expect(track(frames, defaultTrackerConfig, frameMs).map(({ timesMs }) => timesMs.length)).toEqual([
        30, 30,
      ]);
  });

  it('says which detection belongs to which track, and which tracks it dropped', () => {
    const config = defaultTrackerConfig;
    const first = step(createTrackerState(), detectionsOf([walker(0, 0, 0), walker(300, 0, 0)]), 0, config);
    expect(first.sightings).toEqual([
      { ordinal: 0, row: 0 },
      { ordinal: 1, row: 1 },
    ]);
    const second = step(first, detectionsOf([walker(300, 0, 0)]), FRAME_MS, config);
    expect(second.sightings).toEqual([{ ordinal: 1, row: 0 }]);
    const unseen = step(second, noDetections, 2 * FRAME_MS, config);
    const third = step(unseen, noDetections, 2 * FRAME_MS + 2 * config.tentativeGapMs, config);
    expect(third.dropped).toEqual([0, 1]);
    expect(third.tracks).toEqual([]);
  });

  it('gives no detection to two tracks, and bridges no gap that is too long', () => {
    const frames = fc.array(
      fc.array(
        fc.record({
          boxPx: fc.record({
            x: fc.integer({ min: 0, max: 120 }),
            y: fc.integer({ min: 0, max: 40 }),
            w: fc.constant(40),
            h: fc.integer({ min: 80, max: 120 }),
          }),
          score: fc.constantFrom(0.3, 0.6, 0.9),
        }),
        { maxLength: 4 },
      ),
      { minLength: 10, maxLength: 40 },
    );
    fc.assert(
      fc.property(frames, (clip) => {
        const used = new Map<number, number>();
        for (const { timesMs, boxesPx, scores } of track(clip)) {
          expect([boxesPx.length, scores.length]).toEqual([4 * timesMs.length, timesMs.length]);
          timesMs.forEach((timeMs, at) => {
            used.set(timeMs, (used.get(timeMs) ?? 0) + 1);
            if (at === 0) return;
            const gapMs = timeMs - timesMs[at - 1]!;
            expect(gapMs).toBeGreaterThan(0);
            expect(gapMs).toBeLessThanOrEqual(defaultTrackerConfig.maxGapMs);
          });
        }
        for (const [timeMs, count] of used) {
          expect(count).toBeLessThanOrEqual(clip[Math.round(timeMs / FRAME_MS)]!.length);
        }
      }),
    );
  });

  it('leaves the state it was given as it was', () => {
    const config = defaultTrackerConfig;
    const start: TrackerState = step(createTrackerState(), detectionsOf([walker(0, 0, 0)]), 0, config);
    const copy = structuredClone(start);
    step(start, detectionsOf([walker(0, 1, 1)]), FRAME_MS, config);
    finish(start, config);
    expect(start).toEqual(copy);
  });

  it.each([1, 2, 6, 12, 25])('follows a walker at %d frames per second', (fps) => {
    let state = createTrackerState();
    for (const frame of range(6 * fps)) {
      const timeMs = (frame * 1000) / fps;
      const seen = [{ boxPx: { x: timeMs * 0.05, y: 100, w: 40, h: 100 } }];
      state = step(state, detectionsOf(seen), timeMs, defaultTrackerConfig);
    }
    const { ended } = finish(state, defaultTrackerConfig);
    expect(ended.map((track) => track.timesMs.length)).toEqual([6 * fps]);
  });

  it('refuses a frame that is not later than the one before', () => {
    const state = step(createTrackerState(), noDetections, 100, defaultTrackerConfig);
    expect(() => step(state, noDetections, 100, defaultTrackerConfig)).toThrow(RangeError);
  });
});
