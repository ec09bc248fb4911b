/** Reports on people whom the borders of files part: each presence counts once, as on the screen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { JourneysService } from '../../../src-main/services/journeys/journeys-service.ts';
import { ReviewService } from '../../../src-main/services/review/review-service.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { csvColumn } from '../support/csv-column.ts';
import { pdfText } from '../support/pdf-text.ts';
import { writeReport } from '../support/run-task.ts';
import { serviceContext } from '../support/service-context.ts';
import { openTempStudy } from '../support/temp-study.ts';
import { fillVisit } from '../support/visit-study.ts';

const NOW = Date.UTC(2026, 10, 21, 8);
const PDF = 'wandr-report-test-mall-2026-11-21.pdf';

/** Stores that tracklets go on from each other in the order given, as linking would have. */
function storeBorders(store: StudyStore, ...trackletIds: readonly number[]): void {
  const terms = { appearanceLlr: 7, transitLlr: 2, colourLlr: 3 };
  store.transaction((tx) => {
    trackletIds.slice(1).forEach((toTrackletId, index) => {
      const pair = { fromTrackletId: trackletIds[index]!, toTrackletId };
      tx.insert(schema.continuation).values(pair).run();
      tx.insert(schema.linkCandidate)
        .values({ ...pair, rank: 6, posterior: 1, ...terms })
        .run();
    });
  });
}

async function columnsOf(store: StudyStore, fileName: string): Promise<(column: string) => string[]> {
  await writeReport(store, NOW);
  const bytes = readFileSync(join(store.layout.reports, fileName));
  return (column) => csvColumn(bytes, column);
}

it('tell of who goes on over a border while another camera sees them what the screen tells', async () => {
  using study = openTempStudy();
  const [before, , after] = fillVisit(study.store, [
    { camera: 'hall', fromS: 0, toS: 60 },
    { camera: 'shop', fromS: 50, toS: 70 },
    { camera: 'hall', fromS: 60.1, toS: 100 },
  ]) as [number, number, number];
  storeBorders(study.store, before, after);
  const { context } = serviceContext(study.store, NOW);
  const shown = new JourneysService(context).get({ journeyId: 1 }).stops.map(({ link }) => link);
  expect(shown.at(-1)).toMatchObject({ fromTrackletId: before, confidence: 1, isByHuman: false });
  const column = await columnsOf(study.store, 'stops.csv');
  expect(column('link_confidence')).toEqual(['', '0.9000', '1.0000']);
  expect(column('link_grade')).toEqual(shown.map((link) => link?.grade ?? ''));
  expect(column('appearance_llr')).toEqual(['', '1', '7']);
});

/** Somebody who sits in the café for six minutes in files of one, then goes to the shop. */
function fillSitter(store: StudyStore): number[] {
  const minutes = [0, 1, 2, 3, 4, 5].map((minute) => ({
    camera: 'café',
    fromS: minute * 60 + 0.1,
    toS: minute * 60 + 59.9,
  }));
  const ids = fillVisit(store, [...minutes, { camera: 'shop', fromS: 380, toS: 400 }]);
  storeBorders(store, ...ids.slice(0, 6));
  return ids;
}

it('count whoever sits for six minutes in files of one minute as one person', async () => {
  using study = openTempStudy();
  fillSitter(study.store);
  const tracklets = await columnsOf(study.store, 'tracklets.csv');
  expect(tracklets('continues')).toEqual(['', ...tracklets('tracklet').slice(0, 5), '']);
  const journeys = await columnsOf(study.store, 'journeys.csv');
  expect(journeys('cameras')).toEqual(['café > shop']);
  const pages = await pdfText(readFileSync(join(study.store.layout.reports, PDF)));
  expect(pages[0]).toContain('2 presences');
  expect(pages[0]).toContain('1 of more than one stop');
  expect(pages[0]).toContain('1 links 0 confirmed-grade');
  expect(pages[0]).toContain('Of 1 link, 0 are confirmed-grade');
  expect(pages.join('\n')).toContain('café › shop');
  expect(pages.at(-1)).toContain('1 presence in 1 h 00 min observed');
});

it('count two people where somebody said that the sides of a border are two', async () => {
  using study = openTempStudy();
  const [, , third, fourth] = fillSitter(study.store) as [number, number, number, number];
  new ReviewService(serviceContext(study.store, NOW).context).decide({
    verdict: 'different',
    pairs: [{ firstTrackletId: third, secondTrackletId: fourth }],
  });
  const tracklets = await columnsOf(study.store, 'tracklets.csv');
  const labels = tracklets('tracklet');
  expect(tracklets('continues')).toEqual(['', labels[0], labels[1], '', labels[3], labels[4], '']);
  const pages = await pdfText(readFileSync(join(study.store.layout.reports, PDF)));
  expect(pages[0]).toContain('3 presences');
});

it('know no stop but one of a visitor who only sat', async () => {
  using study = openTempStudy();
  const ids = fillSitter(study.store);
  study.store.db
    .delete(schema.tracklet)
    .where(eq(schema.tracklet.id, ids.at(-1)!))
    .run();
  await writeReport(study.store, NOW);
  const pages = await pdfText(readFileSync(join(study.store.layout.reports, PDF)));
  expect(pages[0]).toContain('0 of more than one stop');
  expect(pages.join('\n')).toContain('café one stop');
});
