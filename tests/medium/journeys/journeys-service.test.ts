/** Journeys as the views show them, read from a real study. */
import { expect, it } from 'vitest';
import { JourneysService } from '../../../src-main/services/journeys/journeys-service.ts';
import { writeLinkReport } from '../../../src-main/store/link-report.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { serviceContext } from '../support/service-context.ts';
import { soundProbe } from '../support/study-rows.ts';
import { openTempStudy } from '../support/temp-study.ts';
import { fillVisit, type Sighting, VISIT_START_UTC_MS } from '../support/visit-study.ts';

const hd = soundProbe({ widthPx: 1_280, heightPx: 720 });

/** The journey of the sightings, with the clocks of some cameras found to be ahead, by number. */
function journeyOf(sightings: readonly Sighting[], aheadMs: Readonly<Record<number, number>> = {}) {
  using study = openTempStudy();
  fillVisit(study.store, sightings);
  study.store.transaction((tx) =>
    writeLinkReport(tx, {
      clocks: Object.entries(aheadMs).map(([cameraId, ms]) => ({
        cameraId: Number(cameraId),
        aheadMs: ms,
        fromMs: ms,
        toMs: ms,
        links: 20,
      })),
      sharedViews: [],
      reliability: null,
      visitors: null,
    }),
  );
  return new JourneysService(serviceContext(study.store, 0).context).get({ journeyId: 1 });
}

it('counts time once that two cameras share, and knows which camera a visitor came from', () => {
  const { stops, durationMs, inViewMs } = journeyOf([
    { camera: 'hall', fromS: 0, toS: 100 },
    { camera: 'stairs', fromS: 10, toS: 20 },
    { camera: 'kiosk', fromS: 30, toS: 40 },
    { camera: 'shop', fromS: 110, toS: 130 },
  ]);
  expect(durationMs).toBe(130_000);
  expect(inViewMs).toBe(120_000);
  expect(stops.map(({ arrival }) => arrival)).toEqual([
    null,
    { fromOrdinal: 0, gapMs: -90_000 },
    { fromOrdinal: 0, gapMs: -70_000 },
    { fromOrdinal: 0, gapMs: 10_000 },
  ]);
});

it('takes no clock that is off for a view that overlaps, though times are shown as the clocks have them', () => {
  const sightings = [
    { camera: 'hall', fromS: 9, toS: 29 },
    { camera: 'shop', fromS: 25, toS: 45 },
  ];
  const asShown = journeyOf(sightings);
  expect(asShown.stops[1]!.arrival!.gapMs).toBe(-4_000);
  expect(asShown.inViewMs).toBe(36_000);
  const corrected = journeyOf(sightings, { 1: 9_000 });
  expect(corrected.stops[1]!.arrival!.gapMs).toBe(5_000);
  expect(corrected.inViewMs).toBe(40_000);
  expect([asShown.durationMs, corrected.durationMs]).toEqual([36_000, 45_000]);
  expect(corrected.stops.map(({ enterUtcMs }) => enterUtcMs)).toEqual(
    asShown.stops.map(({ enterUtcMs }) => enterUtcMs),
  );
});

it('draws where visitors walked, in UTC and metres, once the camera is on the plan', () => {
  using study = openTempStudy();
  const [trackletId] = fillVisit(study.store, [{ camera: 'hall', fromS: 5, toS: 15 }]);
  const service = new JourneysService(serviceContext(study.store, 0).context);
  const walks = () => service.walks({ journeyIds: [1] }).walks;
  expect(walks()).toEqual([]);

  study.store.transaction((tx) => {
    tx.update(schema.recording).set({ probe: hd }).run();
    // In the middle of the north wall, looking south.
    tx.update(schema.camera)
      .set({ floorId: 1, xM: 20, yM: 0, headingDeg: 180, fovDeg: 80, rangeM: 15 })
      .run();
  });
  const [walk, ...others] = walks();
  expect(others).toEqual([]);
  expect(walk!.trackletId).toBe(trackletId);
  const [from, to] = [walk!.points[0]!, walk!.points.at(-1)!];
  expect([from[0], to[0]]).toEqual([VISIT_START_UTC_MS + 5_000, VISIT_START_UTC_MS + 15_000]);
  // From the left of the picture to the right, so from east to west; 110 of 720 pixels tall is some metres away.
  expect(from[1]).toBeGreaterThan(to[1] + 2);
  expect(from[2]).toBeGreaterThan(5);
  expect(from[2]).toBeLessThan(20);
});
