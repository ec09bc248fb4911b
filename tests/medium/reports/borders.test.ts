/** Reports on people whom the borders of files part: each presence counts once, as on the screen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { JourneysService } from '../../../src-main/services/journeys/journeys-service.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { csvColumn } from '../support/csv-column.ts';
import { writeReport } from '../support/run-task.ts';
import { serviceContext } from '../support/service-context.ts';
import { openTempStudy } from '../support/temp-study.ts';
import { fillVisit } from '../support/visit-study.ts';

const NOW = Date.UTC(2026, 10, 21, 8);

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
