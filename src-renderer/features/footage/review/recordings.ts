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

/** How many folders above a file tell it from its namesakes: vendors name files by time, folders by camera. */
const shownFolders = 3;

/** The last folders of a path, for a narrow column. */
export function folderOf(path: string): string {
  const folders = path.split(/[\\/]/).slice(0, -1);
  return folders.slice(-shownFolders).join('/');
}
