import { basename } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Evidence } from '#shared/contract/library.ts';
import { proposalConfig } from '../../core/naming/proposal/config.ts';
import { overlapsOf } from '../../core/timeline/coverage.ts';
import { isOnTimeLine } from '../../store/on-time-line.ts';
import { recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';

/**
 * Notes where newly accepted or moved recordings claim the same time as others of their camera: said, not refused,
 * for recorders do overlap a little.
 */
export function noteOverlaps(tx: StudyTransaction, ids: readonly number[]): void {
  const newIds = new Set(ids);
  const accepted = tx.select().from(recording).where(isOnTimeLine).all();
  const byId = new Map(accepted.map((row) => [row.id, row]));
  for (const rows of Map.groupBy(accepted, ({ cameraId }) => cameraId).values()) {
    if (!rows.some(({ id }) => newIds.has(id))) continue;
    const spans = rows.map((row) => ({
      recordingId: row.id,
      startUtcMs: row.startUtcMs!,
      endUtcMs: row.startUtcMs! + row.durationMs!,
    }));
    for (const { firstId, secondId, overlapMs } of overlapsOf(spans)) {
      const id = newIds.has(secondId) ? secondId : firstId;
      if (!newIds.has(id)) continue;
      const row = byId.get(id)!;
      const other = byId.get(id === firstId ? secondId : firstId)!;
      const text = `It overlaps ${basename(other.path)} of the same camera by ${Math.round(overlapMs / 1000)} s.`;
      if (row.evidence.some((evidence) => evidence.text === text)) continue;
      const conflict: Evidence = {
        source: 'tiling',
        grammar: null,
        says: 'conflict',
        text,
        confidence: proposalConfig.contradicted,
      };
      row.evidence = [...row.evidence, conflict];
      tx.update(recording).set({ evidence: row.evidence }).where(eq(recording.id, id)).run();
    }
  }
}
