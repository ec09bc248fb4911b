import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacketTimeline } from './packet-timeline.ts';

const at = (ms: number | null) => ({ ptsMs: ms, dtsMs: ms });

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

  it('never jumps back by more than the jitter it tolerates, whatever the stamps are', () => {
    const stamp = fc.option(fc.integer({ min: -1e9, max: 1e9 }), { nil: null });
    fc.assert(
      fc.property(fc.array(stamp, { minLength: 2, maxLength: 60 }), (stamps) => {
        const timeline = new PacketTimeline(40);
        const placed = stamps.map((ms) => timeline.place(at(ms)).dtsMs);
        expect(placed[0]).toBe(0);
        for (let i = 1; i < placed.length; i++)
          expect(placed[i]! - placed[i - 1]!).toBeGreaterThanOrEqual(-1_000);
      }),
    );
  });
});
