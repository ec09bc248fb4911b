import { linkTracklets } from '../link-tracklets.ts';
import type { LinkInput, LinkOutput, LinkProgress } from '../types.ts';

/** Runs linking to its end. */
export function linkAll(
  input: Omit<LinkInput, 'forced'> & Partial<LinkInput>,
  onProgress?: (progress: LinkProgress) => void,
): LinkOutput {
  const steps = linkTracklets({ forced: [], ...input });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}
