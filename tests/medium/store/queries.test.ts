/** Hot queries must use their index: asserted on SQLite's own plan. */
import { type SQL, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
  countDoneSince,
  firstQueued,
  highestPriority,
  lowestBarrier,
  runningJobs,
  tally,
  unfinishedWithKeys,
} from '../../../src-main/jobs/job-table.ts';
import type { StudyDb } from '../../../src-main/store/study-store.ts';
import { openTempStudy } from '../support/temp-study.ts';

function planOf(db: StudyDb, query: { getSQL(): SQL }): string {
  const steps = db.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query.getSQL()}`);
  return steps.map((step) => step.detail).join('\n');
}

describe('the queue', () => {
  test.each([
    ['lowest barrier with work', (db: StudyDb) => lowestBarrier(db), 'COVERING INDEX job_next (status=?)'],
    [
      'highest priority',
      (db: StudyDb) => highestPriority(db, 0),
      'COVERING INDEX job_next (status=? AND barrier=?)',
    ],
    [
      'next job',
      (db: StudyDb) => firstQueued(db, 0, 0),
      'INDEX job_next (status=? AND barrier=? AND priority=?)',
    ],
    ['counts', (db: StudyDb) => tally(db), 'SCAN job USING COVERING INDEX job_state'],
    ['done in the batch', (db: StudyDb) => countDoneSince(db, 0), 'COVERING INDEX job_state (status=?)'],
    ['running jobs', (db: StudyDb) => runningJobs(db), 'SEARCH job USING INDEX job_'],
    ['twin of a key', (db: StudyDb) => unfinishedWithKeys(db, ['link']), 'INDEX job_dedupe (dedupeKey=?)'],
  ])('%s: uses the index and sorts nothing', (_name, query, index) => {
    using study = openTempStudy();
    const plan = planOf(study.store.db, query(study.store.db));
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN job$/m);
  });
});

describe('what services ask most', () => {
  const queries: [string, string, string][] = [
    ['a recording by path', "SELECT id FROM recording WHERE path = 'x'", 'INDEX recording_path'],
    [
      'suspected duplicates',
      "SELECT id FROM recording WHERE fingerprint = 'x'",
      'INDEX recording_fingerprint',
    ],
    [
      'a camera’s recordings by time',
      'SELECT id FROM recording WHERE cameraId = 1 ORDER BY startUtcMs',
      'INDEX recording_camera',
    ],
    [
      'tracklets that touch a part of a recording',
      'SELECT id FROM tracklet WHERE recordingId = 1 AND startOffsetMs < 5000 ORDER BY startOffsetMs',
      'INDEX tracklet_recording',
    ],
    [
      'gaps of a recording',
      'SELECT id FROM recording_gap WHERE recordingId = 1',
      'INDEX recording_gap_recording',
    ],
    ['jobs of a recording', 'SELECT id FROM job WHERE recordingId = 1', 'INDEX job_recording'],
    ['the link to a tracklet', 'SELECT posterior FROM link WHERE toTrackletId = 1', 'INDEX link_to'],
    [
      'the journey of a tracklet',
      'SELECT journeyId FROM journey_stop WHERE trackletId = 1',
      'INDEX journey_stop_trackletId_unique',
    ],
    [
      'stops of a journey in order',
      'SELECT trackletId FROM journey_stop WHERE journeyId = 1 ORDER BY ordinal',
      'INDEX sqlite_autoindex_journey_stop_1',
    ],
  ];
  test.each(queries)('%s', (_name, query, index) => {
    using study = openTempStudy();
    const plan = planOf(study.store.db, sql.raw(query));
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
  });
});
