import { formatDuration } from '../../../lib/format.ts';

/** Where somebody was between two tracklets, if both are one visitor. */
export function gapWords(gapMs: number, isSameCamera: boolean): string {
  if (gapMs < 0) return `${formatDuration(-gapMs)} in both pictures`;
  if (gapMs === 0) return 'from one picture into the other';
  return isSameCamera
    ? `out of the picture for ${formatDuration(gapMs)}`
    : `${formatDuration(gapMs)} not observed`;
}
