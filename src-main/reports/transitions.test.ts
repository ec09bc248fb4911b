import { describe, expect, it } from 'vitest';
import { arrivalsOf, inViewMs } from '../core/timeline/visit.ts';
import type { ReportJourney, ReportTracklet } from './report-model.ts';
import { transitionsOf } from './transitions.ts';

const noOutfit = { top: null, bottom: null, shoes: null };

function seen(cameraId: number, fromS: number, toS: number): ReportTracklet {
  return {
    id: fromS,
    label: '',
    cameraId,
    cameraName: `cam${cameraId}`,
    sourceFile: '',
    startUtcMs: fromS * 1000,
    endUtcMs: toS * 1000,
    boxCount: 1,
    meanScore: 1,
    outfit: noOutfit,
    journeyLabel: null,
    continuedId: null,
    isStaff: false,
  };
}

function journey(confidence: number, ...tracklets: ReportTracklet[]): ReportJourney {
  const visit = tracklets.map((one) => ({ ...one, trackletId: one.id, continuedId: null }));
  const arrivals = arrivalsOf(visit);
  const link = { confidence, grade: 'tentative' as const, appearanceLlr: 0, transitLlr: 0, colourLlr: 0 };
  return {
    label: '',
    role: 'visitor',
    groupLabel: null,
    startUtcMs: 0,
    endUtcMs: 0,
    durationMs: 0,
    inViewMs: inViewMs(tracklets),
    confidence,
    outfit: noOutfit,
    stops: tracklets.map((tracklet, ordinal) => ({
      ordinal,
      tracklet,
      arrival: arrivals[ordinal] ?? null,
      link: ordinal === 0 ? null : link,
    })),
  };
}

describe('transitionsOf', () => {
  it('adds up per direction how likely each visitor went there, the most walked way first', () => {
    const ways = transitionsOf([
      journey(0.9, seen(1, 0, 10), seen(2, 30, 40), seen(1, 50, 60)),
      journey(0.6, seen(1, 100, 110), seen(2, 140, 150)),
    ]);
    expect(ways).toEqual([
      {
        fromCameraId: 1,
        toCameraId: 2,
        linkCount: 2,
        atOnceCount: 0,
        expectedVisitors: 1.5,
        medianGapMs: 25_000,
      },
      {
        fromCameraId: 2,
        toCameraId: 1,
        linkCount: 1,
        atOnceCount: 0,
        expectedVisitors: 0.9,
        medianGapMs: 10_000,
      },
    ]);
  });

  it('comes from the camera that lost sight last, not from one that only glimpsed the visitor meanwhile', () => {
    const ways = transitionsOf([journey(0.9, seen(1, 0, 100), seen(2, 10, 20), seen(3, 110, 120))]);
    expect(
      ways.map(({ fromCameraId, toCameraId, medianGapMs }) => [fromCameraId, toCameraId, medianGapMs]),
    ).toEqual([
      [1, 2, null],
      [1, 3, 10_000],
    ]);
  });

  it('counts once who goes to and fro, as likely as one of the links is right', () => {
    const [there] = transitionsOf([
      journey(0.5, seen(1, 0, 10), seen(2, 30, 40), seen(1, 50, 60), seen(2, 70, 80), seen(1, 90, 99)),
    ]);
    expect(there).toMatchObject({ fromCameraId: 1, toCameraId: 2, linkCount: 2, expectedVisitors: 0.75 });
  });

  it('takes the time on the way from those only whom no camera saw there, and counts the others', () => {
    const inTurn = [seen(1, 0, 20), seen(2, 10, 40), seen(1, 30, 60), seen(2, 50, 80)];
    const ways = transitionsOf([journey(1, ...inTurn), journey(1, seen(1, 0, 10), seen(2, 18, 40))]);
    expect(ways).toEqual([
      {
        fromCameraId: 1,
        toCameraId: 2,
        linkCount: 3,
        atOnceCount: 2,
        expectedVisitors: 2,
        medianGapMs: 8_000,
      },
      {
        fromCameraId: 2,
        toCameraId: 1,
        linkCount: 1,
        atOnceCount: 1,
        expectedVisitors: 1,
        medianGapMs: null,
      },
    ]);
  });

  it('leaves out returns to the same camera', () => {
    expect(transitionsOf([journey(0.9, seen(1, 0, 10), seen(1, 30, 40))])).toEqual([]);
  });
});
