/** Real: SQLite. The order of jobs against a plain sort, for any mixture of jobs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertJobs, markEnded, markRunning, nextJob } from '../../../src-main/jobs/job-table.ts';
import { job } from '../../../src-main/store/schema/index.ts';
import { openTempStudy } from '../support/temp-study.ts';
import { command } from '../support/test-jobs.ts';

const anyJobs = fc.array(
  fc.record({ barrier: fc.integer({ min: -1, max: 2 }), priority: fc.integer({ min: -1, max: 2 }) }),
  { maxLength: 12 },
);

test('one worker takes jobs by barrier, then priority, then age', () => {
  using study = openTempStudy();
  const { db } = study.store;
  fc.assert(
    fc.property(anyJobs, (jobs) => {
      db.delete(job).run();
      const ids = insertJobs(
        db,
        jobs.map((extra) => command('any', extra)),
        0,
      );
      const expected = ids
        .map((id, at) => ({ id, ...jobs[at]! }))
        .sort((a, b) => a.barrier - b.barrier || b.priority - a.priority || a.id - b.id)
        .map(({ id }) => id);
      const taken: number[] = [];
      for (let next = nextJob(db); next; next = nextJob(db)) {
        taken.push(next.id);
        markEnded(db, [next.id], { status: 'done' }, 0);
      }
      expect(taken).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('while jobs run, only jobs of the lowest unfinished barrier are taken', () => {
  using study = openTempStudy();
  const { db } = study.store;
  fc.assert(
    fc.property(anyJobs, (jobs) => {
      db.delete(job).run();
      insertJobs(
        db,
        jobs.map((extra) => command('any', extra)),
        0,
      );
      // Nothing ends, so what can be taken is exactly the lowest barrier.
      const lowest = Math.min(...jobs.map(({ barrier }) => barrier));
      let taken = 0;
      for (let next = nextJob(db); next; next = nextJob(db)) {
        expect(next.barrier).toBe(lowest);
        markRunning(db, next.id, 'test', 1, 0);
        taken += 1;
      }
      expect(taken).toBe(jobs.filter(({ barrier }) => barrier === lowest).length);
    }),
    { numRuns: 40 },
  );
});

test('a list with one key twice is one job', () => {
  using study = openTempStudy();
  const { db } = study.store;
  const same = () => command('any', { dedupeKey: 'same' });
  const [first, second, other] = insertJobs(db, [same(), same(), command('any')], 0);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
  expect(insertJobs(db, [same()], 0)).toEqual([first]);
  markEnded(db, [first!], { status: 'failed' }, 0);
  expect(insertJobs(db, [same()], 0)).not.toEqual([first]);
});
