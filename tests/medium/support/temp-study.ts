import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createStudyStore } from '../../../src-main/store/open-study.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';

/** A folder that is removed when disposed. */
export interface TempFolder extends Disposable {
  readonly path: string;
}

export function makeTempFolder(): TempFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'wandr-test-'));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface TempStudy extends Disposable {
  readonly store: StudyStore;
  /** The folder that holds the study's folder. */
  readonly parent: string;
}

/** A new real study in a temporary folder; disposing closes and removes it. */
export function openTempStudy(options: { timeZone?: string; nowUtcMs?: number } = {}): TempStudy {
  const folder = makeTempFolder();
  const store = createStudyStore({
    folder: folder.path,
    name: 'Test mall',
    timeZone: options.timeZone ?? 'Europe/Berlin',
    nowUtcMs: options.nowUtcMs ?? Date.UTC(2026, 0, 15, 12),
  });
  return {
    store,
    parent: folder.path,
    [Symbol.dispose]() {
      store[Symbol.dispose]();
      folder[Symbol.dispose]();
    },
  };
}
