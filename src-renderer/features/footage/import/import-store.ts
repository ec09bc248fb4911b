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
    }
  | { readonly kind: 'failed'; readonly error: unknown };

interface ImportState {
  readonly step: ImportStep;
  /** Scan jobs that this window started; their failures are shown until dismissed. */
  readonly scanJobIds: readonly number[];
  /** Scans folders where they lie. */
  scan(folders: readonly string[]): Promise<void>;
  /** Copies dropped files into the study, then scans them there. */
  upload(items: readonly DropItem[]): Promise<void>;
  cancel(): void;
  dismiss(): void;
  forgetScan(jobId: number): void;
}

let controller: AbortController | null = null;

export const useImport = create<ImportState>((set) => {
  const startScan = async (folder: string) => {
    const { jobId } = await client.library.scan({ folder });
    set((state) => ({ scanJobIds: [...state.scanJobIds, jobId] }));
  };
  const guarded = async (work: (signal: AbortSignal) => Promise<void>) => {
    controller?.abort();
    const own = new AbortController();
    controller = own;
    try {
      await work(own.signal);
      set({ step: { kind: 'idle' } });
    } catch (error) {
      if (controller !== own) return;
      set({ step: isCancellation(error) ? { kind: 'idle' } : { kind: 'failed', error } });
    } finally {
      if (controller === own) controller = null;
    }
  };

  return {
    step: { kind: 'idle' },
    scanJobIds: [],
    scan: (folders) =>
      guarded(async () => {
        for (const folder of folders) await startScan(folder);
      }),
    upload: (items) =>
      guarded(async (signal) => {
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
    dismiss: () => set({ step: { kind: 'idle' } }),
    forgetScan: (jobId) =>
      set((state) => ({ scanJobIds: state.scanJobIds.filter((known) => known !== jobId) })),
  };
});

// Jobs are numbered anew in every study; an upload that is under way goes on.
onStudyLeft(() => useImport.setState({ scanJobIds: [] }));
