import type { Recording } from '#shared/contract/library.ts';
import { localTime } from './local-time.ts';
import { table } from './terminal.ts';

/** What is known of recordings, as lines; start times as the study's clock shows them. */
export function recordingTable(recordings: readonly Recording[], timeZone: string): string[] {
  const rows = recordings.map((recording) => [
    recording.fileName,
    recording.cameraName ?? '–',
    recording.startUtcMs === null ? '–' : localTime(recording.startUtcMs, timeZone),
    `${Math.round(recording.confidence * 100)} %`,
    recording.problem ? `${recording.status}: ${recording.problem.message}` : recording.status,
  ]);
  return table([['File', 'Camera', `Start (${timeZone})`, 'Sure', 'Status'], ...rows]);
}
