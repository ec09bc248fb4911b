/** What the review table derives from the recordings. */
import type { Recording } from '#shared/contract/library.ts';
import { highConfidence } from '../../../ui/confidence.ts';

/** Readable and not a copy: the operator decides about these. */
export function isReviewable(recording: Recording): boolean {
  return (
    recording.status === 'proposed' || recording.status === 'accepted' || recording.status === 'excluded'
  );
}

/** Has all that acceptance needs. */
export function isAcceptable(recording: Recording): boolean {
  return recording.status === 'proposed' && recording.cameraName !== null && recording.startUtcMs !== null;
}

/** Acceptable, and sure enough to be accepted unseen. */
export function isConfident(recording: Recording): boolean {
  return isAcceptable(recording) && recording.confidence >= highConfidence;
}

/** What an unfinished proposal lacks, in words; null when it lacks nothing. */
export function missingText(recording: Recording): string | null {
  const missing = [
    recording.cameraName === null ? 'a camera' : null,
    recording.startUtcMs === null ? 'a start time' : null,
  ].filter((part) => part !== null);
  return missing.length === 0 ? null : `Needs ${missing.join(' and ')}`;
}

export function cameraNamesOf(recordings: readonly Recording[]): string[] {
  const names = new Set(recordings.flatMap((recording) => recording.cameraName ?? []));
  return [...names].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function foldersOf(path: string): string[] {
  return path.split(/[\\/]/).slice(0, -1);
}

/**
 * Where each file lies below the folder that all of them share, for a narrow column. Recorders name files by their
 * time and folders by the camera, so that file names alone look all the same.
 */
export function foldersBelowRoot(recordings: readonly Recording[]): ReadonlyMap<number, string> {
  let root: string[] | null = null;
  for (const { path } of recordings) {
    const folders = foldersOf(path);
    const known: string[] = root ?? folders;
    const split = known.findIndex((folder, depth) => folders[depth] !== folder);
    root = split === -1 ? known : known.slice(0, split);
  }
  const depth = root?.length ?? 0;
  return new Map(recordings.map(({ id, path }) => [id, foldersOf(path).slice(depth).join('/')]));
}
