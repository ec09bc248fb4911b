import type { Recording } from '#shared/contract/library.ts';

/** What a start of the analysis would do. */
export interface AnalysisPlan {
  /** Accepted recordings that were not analysed, or whose analysis failed. */
  readonly waiting: readonly Recording[];
  /** Recordings whose analysis is queued or running. */
  readonly underWay: number;
  readonly analysed: number;
  readonly waitingMs: number;
  readonly waitingCameras: number;
}

export function planAnalysis(recordings: readonly Recording[]): AnalysisPlan {
  const accepted = recordings.filter((recording) => recording.status === 'accepted');
  const waiting = accepted.filter(({ analysis }) => analysis === 'none' || analysis === 'failed');
  return {
    waiting,
    underWay: accepted.filter(({ analysis }) => analysis === 'queued' || analysis === 'running').length,
    analysed: accepted.filter(({ analysis }) => analysis === 'done').length,
    waitingMs: waiting.reduce((sum, { probe }) => sum + (probe?.durationMs ?? 0), 0),
    waitingCameras: new Set(waiting.map(({ cameraId }) => cameraId)).size,
  };
}
