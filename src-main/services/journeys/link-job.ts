import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { NewJob } from '../../jobs/types.ts';
import { job } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { StudySession } from '../session/session.ts';

/** Linking waits for analysis (barrier 0), reports wait for linking. */
export const LINK_BARRIER = 10;

export const linkPayloadSchema = z.object({});

export const linkJob: NewJob = {
  type: 'link',
  payload: {},
  title: 'Link tracklets into journeys',
  barrier: LINK_BARRIER,
};

/**
 * Queues linking unless a link job waits already. A *running* one does not count: it read the study before
 * whatever is being added now.
 */
export function queueLinking({ queue }: StudySession, tx: StudyTransaction): number {
  const waiting = tx
    .select({ id: job.id })
    .from(job)
    .where(and(eq(job.type, 'link'), eq(job.status, 'queued')))
    .limit(1)
    .get();
  return waiting?.id ?? queue.enqueue([linkJob], tx)[0]!;
}
