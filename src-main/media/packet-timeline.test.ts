import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_OUTLIERS, type PacketStamp, PacketTimeline } from './packet-timeline.ts';

const at = (ms: number | null) => ({ ptsMs: ms, dtsMs: ms });

/** Places packets as a reader does: the following ones are looked at only where the time line asks for them. */
function placeAll(timeline: PacketTimeline, stamps: readonly PacketStamp[]): number[] {
  return stamps.map((stamp, index) => {
    const following = timeline.jumpsAt(stamp) ? stamps.slice(index + 1, index + 1 + MAX_OUTLIERS) : [];
    return timeline.place(stamp, following).dtsMs;
  });
}

const placeTimes = (stampsMs: readonly number[], timeline = new PacketTimeline(40)) =>
  placeAll(timeline, stampsMs.map(at));

describe('PacketTimeline', () => {
  it('starts at 0 wherever the clock starts', () => {
    const timeline = new PacketTimeline(40);
    expect(timeline.place(at(95_443_717))).toEqual({ ptsMs: 0, dtsMs: 0 });
    expect(timeline.place(at(95_443_757))).toEqual({ ptsMs: 40, dtsMs: 40 });
  });

  it('starts at the showing of the first packet when that is decoded earlier', () => {
    const timeline = new PacketTimeline(40);
    expect(timeline.place({ ptsMs: 80, dtsMs: 0 })).toEqual({ ptsMs: 0, dtsMs: -80 });
    expect(timeline.place({ ptsMs: 200, dtsMs: 40 })).toEqual({ ptsMs: 120, dtsMs: -40 });
  });

  it('keeps a pause, as of a recorder that stores only motion', () => {
    const timeline = new PacketTimeline(40);
    timeline.place(at(0));
    expect(timeline.place(at(3_600_000)).ptsMs).toBe(3_600_000);
    expect(timeline.resets).toBe(0);
  });

  it('goes on one frame later when the clock is set back, or absurdly far forward', () => {
    const timeline = new PacketTimeline(40);
    timeline.place(at(500_000));
    timeline.place(at(500_040));
    expect(timeline.place(at(0)).ptsMs).toBe(80);
    expect(timeline.place(at(40)).ptsMs).toBe(120);
    expect(timeline.place(at(9e9)).ptsMs).toBe(160);
    expect(timeline.resets).toBe(2);
  });

  it('counts frames where there are no stamps', () => {
    const timeline = new PacketTimeline(50);
    expect([0, 1, 2, 3].map(() => timeline.place(at(null)).dtsMs)).toEqual([0, 50, 100, 150]);
  });

  it('goes anywhere after a seek, on the same clock', () => {
    const timeline = new PacketTimeline(40);
    timeline.place(at(1_000));
    timeline.place(at(61_000));
    timeline.forgetPosition();
    expect(timeline.place(at(11_000)).ptsMs).toBe(10_000);
    expect(timeline.resets).toBe(0);
  });

  it.each([
    ['ahead', 3_600_000],
    ['back', -45_000],
    ['absurdly far ahead', 9e9],
  ])('puts a few packets whose stamps are far %s where they belong', (_, wrongByMs) => {
    const timeline = new PacketTimeline(40);
    const stampsMs = [0, 40, 80 + wrongByMs, 120 + wrongByMs, 160, 200];
    expect(placeTimes(stampsMs, timeline)).toEqual([0, 40, 80, 120, 160, 200]);
    expect(timeline.resets).toBe(0);
  });

  it('takes more wrong stamps than a few for what they say', () => {
    const ahead = Array.from({ length: MAX_OUTLIERS + 1 }, (_, index) => 60_000 + 40 * index);
    expect(placeTimes([0, 40, ...ahead])).toEqual([0, 40, ...ahead]);
  });

  it('keeps pauses of a recorder that stores pictures at long intervals', () => {
    const stampsMs = Array.from({ length: 20 }, (_, index) => 10_000 * index);
    expect(placeTimes(stampsMs)).toEqual(stampsMs);
  });

  it('does not take a clock that is set back a little for a wrong stamp', () => {
    const timeline = new PacketTimeline(1_000);
    expect(placeTimes([0, 1_000, 2_000, 0, 1_000, 2_000, 3_000], timeline)).toEqual([
      0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000,
    ]);
    expect(timeline.resets).toBe(1);
  });

  it('does not believe a time of showing that is far from that of decoding', () => {
    const timeline = new PacketTimeline(40);
    timeline.place({ ptsMs: 80, dtsMs: 0 });
    expect(timeline.place({ ptsMs: 45_120, dtsMs: 40 })).toEqual({ ptsMs: null, dtsMs: -40 });
    expect(timeline.place({ ptsMs: 160, dtsMs: 80 })).toEqual({ ptsMs: 80, dtsMs: 0 });
  });

  it('never jumps back by more than the jitter it tolerates, whatever the stamps are', () => {
    const near = fc.integer({ min: -9_000, max: 9_000 });
    const stamp = fc.option(fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), near), { nil: null });
    fc.assert(
      fc.property(fc.array(stamp, { minLength: 2, maxLength: 60 }), (stamps) => {
        const timeline = new PacketTimeline(40);
        const placed = placeAll(timeline, stamps.map(at));
        expect(placed[0]).toBe(0);
        for (let i = 1; i < placed.length; i++)
          expect(placed[i]! - placed[i - 1]!).toBeGreaterThanOrEqual(-1_000 - 1e-6);
      }),
    );
  });
});
