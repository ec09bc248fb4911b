/**
 * The import under way: from the drop to the scan job. It lives outside the view, so that an upload goes on while
 * the user looks at something else.
 */
import { create } from 'zustand';
import { client, onStudyLeft } from '../../../api/index.ts';
import { isCancellation } from '../../../lib/errors.ts';
import { collectFiles, type DropItem, nameOfDrop } from './dropped-files.ts';
import { putFile } from './put-file.ts';

export type ImportStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'collecting'; readonly files: number }
  | {
      readonly kind: 'uploading';
      readonly files: number;
      readonly filesSent: number;
      readonly bytes: number;
      readonly bytesSent: number;
      /** The file on its way. */
      readonly path: string;
    };

interface ImportState {
  readonly step: ImportStep;
  /** Names of the drops that are copied after the one at hand. */
  readonly waiting: readonly string[];
  /** What went wrong last, until dismissed; null when nothing did. */
  readonly error: unknown;
  /** Scan jobs that this window started; their failures are shown until dismissed. */
  readonly scanJobIds: readonly number[];
  /** Scans folders where they lie. */
  scan(folders: readonly string[]): Promise<void>;
  /** Copies dropped files into the study, then scans them there; after the drops before. */
  upload(items: readonly DropItem[]): Promise<void>;
  cancel(): void;
  dismiss(): void;
  forgetScan(jobId: number): void;
}

let controller: AbortController | null = null;
/** Drops are copied one after the other: two at once would only share the disk. */
let turn: Promise<void> = Promise.resolve();
/** How often a study was left: a drop that waits was meant for the one that was open. */
let studiesLeft = 0;

export const useImport = create<ImportState>((set) => {
  const startScan = async (folder: string) => {
    const { jobId } = await client.library.scan({ folder });
    set((state) => ({ scanJobIds: [...state.scanJobIds, jobId] }));
  };
  const told = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!isCancellation(error)) set({ error });
    }
  };
  const cancellable = async (work: (signal: AbortSignal) => Promise<void>) => {
    controller = new AbortController();
    const { signal } = controller;
    await told(() => work(signal));
    controller = null;
    set({ step: { kind: 'idle' } });
  };
  const inTurn = (name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    const meantFor = studiesLeft;
    set(({ waiting }) => ({ error: null, waiting: [...waiting, name] }));
    turn = turn.then(async () => {
      set(({ waiting }) => ({ waiting: waiting.slice(1) }));
      if (meantFor === studiesLeft) await cancellable(work);
    });
    return turn;
  };

  return {
    step: { kind: 'idle' },
    waiting: [],
    error: null,
    scanJobIds: [],
    scan: (folders) => {
      set({ error: null });
      return told(async () => {
        for (const folder of folders) await startScan(folder);
      });
    },
    upload: (items) =>
      inTurn(nameOfDrop(items), async (signal) => {
        set({ step: { kind: 'collecting', files: 0 } });
        const files = await collectFiles(
          items,
          (count) => set({ step: { kind: 'collecting', files: count } }),
          signal,
        );
        const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
        const { folder, uploadUrl } = await client.library.beginUpload(
          { name: nameOfDrop(items), totalBytes: bytes },
          { signal },
        );
        let bytesBefore = 0;
        for (const [index, dropped] of files.entries()) {
          const report = (sent: number) =>
            set({
              step: {
                kind: 'uploading',
                files: files.length,
                filesSent: index,
                bytes,
                bytesSent: bytesBefore + sent,
                path: dropped.relativePath,
              },
            });
          report(0);
          await putFile(uploadUrl, dropped, report, signal);
          bytesBefore += dropped.file.size;
        }
        await startScan(folder);
      }),
    cancel: () => controller?.abort(),
    dismiss: () => set({ error: null }),
    forgetScan: (jobId) =>
      set((state) => ({ scanJobIds: state.scanJobIds.filter((known) => known !== jobId) })),
  };
});

// Jobs are numbered anew in every study. An upload that is under way goes on; those that wait for it are dropped.
onStudyLeft(() => {
  studiesLeft += 1;
  useImport.setState({ scanJobIds: [] });
});
