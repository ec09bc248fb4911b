/** @file Runs in a worker process. */
import type { MediaProbe } from '#shared/contract/library.ts';
import { AppError } from '#shared/errors.ts';
import { confidenceOf } from '../../core/naming/proposal/confidence.ts';
import { FolderProposer } from '../../core/naming/proposal/folder-proposer.ts';
import { type ProposedFile, weighNeighbours } from '../../core/naming/proposal/neighbours.ts';
import type { FileFacts, Proposal } from '../../core/naming/proposal/proposal.ts';
import { type Collected, collectVideos } from '../scan/collect.ts';
import { type InspectedFile, inspectFile } from '../scan/inspect-file.ts';
import { videoExtensions } from '../scan/looks-like-video.ts';
import { PartialBatches } from '../scan/partial-batches.ts';
import type { WalkedFile } from '../scan/walk.ts';
import type { KnownFile, ScannedFile, TaskRunner } from '../tasks.ts';

/** While folders are looked through, progress is told after so many files. */
const FILES_PER_REPORT = 500;

/**
 * Finds the videos of a folder, reads each, and proposes its camera and start. Files are handed over as they are
 * read; at the end those whose neighbours change the proposal are handed over once more.
 *
 * Errors: FOLDER_NOT_FOUND, PERMISSION_DENIED, FOLDER_HAS_NO_VIDEO.
 */
export const scan: TaskRunner<'scan'> = async (task, { signal, progress, partial }) => {
  const collected = await collectVideos(
    task.folder,
    (filesSeen) => {
      if (filesSeen % FILES_PER_REPORT === 0)
        progress({ progress: 0, phase: `looking through folders: ${filesSeen} files` });
    },
    signal,
  );
  if (collected.videos.length === 0) throw folderHasNoVideo(task.folder, collected);

  const proposer = new FolderProposer(collected.videos, {
    folder: collected.folder,
    timeZone: task.timeZone,
    latestYear: new Date().getUTCFullYear() + 1,
  });
  const isKnown = knownFiles(task.known);
  const fresh = collected.videos.filter((file) => !isKnown(file));
  const totalBytes = fresh.reduce((sum, file) => sum + file.sizeBytes, 0);
  const batches = new PartialBatches((files) => partial({ kind: 'scan', files, isRevision: false }));
  const readable = new Map<string, { readonly inspected: InspectedFile; readonly proposed: ProposedFile }>();
  let doneBytes = 0;
  for (const [i, file] of fresh.entries()) {
    signal.throwIfAborted();
    progress({ progress: share(doneBytes, totalBytes), phase: `reading video ${i + 1} of ${fresh.length}` });
    const inspected = await inspectFile(file, signal);
    if (inspected.probe) {
      const facts = factsOf(file, inspected.probe);
      const proposed = { facts, proposal: proposer.propose(facts) };
      readable.set(file.path, { inspected, proposed });
      batches.add(scannedFile(inspected, proposed.proposal));
    } else {
      batches.add(unreadableFile(inspected));
    }
    doneBytes += file.sizeBytes;
  }
  batches.flush();
  const revisions = new PartialBatches((files) => partial({ kind: 'scan', files, isRevision: true }));
  const unchanged = task.known.filter(({ path }) => !readable.has(path));
  const settled = unchanged.flatMap(({ path, recorded }) => (recorded ? [{ path, ...recorded }] : []));
  const proposed = withoutCopies(readable.values(), unchanged);
  for (const proposal of weighNeighbours(proposed, settled)) {
    revisions.add(scannedFile(readable.get(proposal.path)!.inspected, proposal));
  }
  revisions.flush();
  return {
    kind: 'scan',
    filesSeen: collected.filesSeen,
    videos: readable.size,
    unreadable: fresh.length - readable.size,
    alreadyKnown: collected.videos.length - fresh.length,
    unreadableFolders: [...collected.unreadableFolders],
  };
};

/** A copy at the same time as its original would look like a contradiction. */
function withoutCopies(
  files: Iterable<{ readonly inspected: InspectedFile; readonly proposed: ProposedFile }>,
  known: readonly KnownFile[],
): ProposedFile[] {
  const seen = new Set(known.map(({ recorded, sizeBytes }) => `${recorded?.fingerprint}:${sizeBytes}`));
  const originals: ProposedFile[] = [];
  for (const { inspected, proposed } of files) {
    const content = `${inspected.fingerprint}:${inspected.file.sizeBytes}`;
    if (seen.has(content)) continue;
    seen.add(content);
    originals.push(proposed);
  }
  return originals;
}

function factsOf(file: WalkedFile, probe: MediaProbe): FileFacts {
  return {
    path: file.path,
    modifiedUtcMs: file.modifiedUtcMs,
    durationMs: probe.durationMs,
    widthPx: probe.widthPx,
    heightPx: probe.heightPx,
    isTruncated: probe.isTruncated,
    creationUtcMs: probe.creationUtcMs,
  };
}

function scannedFile({ file, fingerprint, probe, problem }: InspectedFile, proposal: Proposal): ScannedFile {
  return {
    ...file,
    fingerprint,
    probe,
    problem,
    cameraName: proposal.cameraName,
    startUtcMs: proposal.startUtcMs,
    evidence: [...proposal.evidence],
    confidence: confidenceOf(proposal.evidence).both,
    subStreamOfPath: proposal.subStreamOfPath,
  };
}

function unreadableFile({ file, fingerprint, probe, problem }: InspectedFile): ScannedFile {
  return {
    ...file,
    fingerprint,
    probe,
    problem,
    cameraName: null,
    startUtcMs: null,
    evidence: [],
    confidence: 0,
    subStreamOfPath: null,
  };
}

function knownFiles(known: readonly KnownFile[]): (file: WalkedFile) => boolean {
  const byPath = new Map(known.map((file) => [file.path, file]));
  return ({ path, sizeBytes, modifiedUtcMs }) => {
    const before = byPath.get(path);
    return before?.sizeBytes === sizeBytes && before.modifiedUtcMs === modifiedUtcMs;
  };
}

function folderHasNoVideo(folder: string, { filesSeen, unreadableFolders }: Collected): AppError {
  const seen = filesSeen === 0 ? 'It holds no files' : `None of its ${filesSeen} files is a video`;
  const closed =
    unreadableFolders.length === 0
      ? ''
      : ` ${unreadableFolders.length} of its folders could not be opened, the first is ${unreadableFolders[0]!.path}.`;
  const kinds = [...videoExtensions].map((extension) => extension.slice(1)).join(', ');
  return new AppError(
    'FOLDER_HAS_NO_VIDEO',
    `There is no video in ${folder}. ${seen}.${closed}`,
    `Choose the folder that holds the recorder's export. Wandr looks for ${kinds}, and into all other files for video content.`,
  );
}

function share(done: number, total: number): number {
  return total === 0 ? 1 : done / total;
}
