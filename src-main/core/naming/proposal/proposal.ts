import type { Evidence } from '#shared/contract/library.ts';
import type { CameraKey } from './camera-name.ts';

/** What a scan knows of a file besides its name. */
export interface FileFacts {
  readonly path: string;
  readonly modifiedUtcMs: number;
  /** By packet walk. */
  readonly durationMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isTruncated: boolean;
  /** `creation_time` of the container. */
  readonly creationUtcMs: number | null;
}

/** What is proposed for one file, with the reasons. */
export interface Proposal {
  readonly path: string;
  readonly cameraName: string | null;
  readonly cameraKey: CameraKey | null;
  readonly startUtcMs: number | null;
  readonly stream: 'main' | 'sub' | null;
  readonly evidence: readonly Evidence[];
  /** The main stream's file that this one copies at a lower resolution. */
  readonly subStreamOfPath: string | null;
}

/** Confidence after agreeing evidence that removes `share` of the doubt. */
export function agree(confidence: number, share: number): number {
  return 1 - (1 - confidence) * (1 - share);
}
