import type { LinkingConfig } from '../config.ts';
import type { TrackletEnd } from '../types.ts';

/**
 * Log-likelihood ratio of place in one camera's picture over a short gap: a person hidden for a moment comes
 * out about where the walk was leading; an unrelated person may enter anywhere. Both sides are measured in
 * box heights, since nearer people move more pixels. 0 where an end is unknown or the gap is too long.
 */
export function motionLlr(
  exit: TrackletEnd | null,
  entry: TrackletEnd | null,
  gapMs: number,
  config: LinkingConfig,
): number {
  if (!exit || !entry || gapMs > config.motionMaxGapMs) return 0;
  const gapS = gapMs / 1000;
  const movedS = Math.min(gapMs, config.motionHorizonMs) / 1000;
  const heightPx = (exit.heightPx + entry.heightPx) / 2;
  const offX = exit.footXPx + exit.velocityXPxPerS * movedS - entry.footXPx;
  const offY = exit.footYPx + exit.velocityYPxPerS * movedS - entry.footYPx;
  const squaredHeights = (offX ** 2 + offY ** 2) / heightPx ** 2;
  const sd = config.motionSdHeights + config.motionSdHeightsPerS * gapS;
  const samePerson = -squaredHeights / (2 * sd ** 2) - Math.log(2 * Math.PI * sd ** 2);
  const ratio = samePerson + Math.log(config.motionAreaHeights);
  return Math.max(-config.motionLimit, Math.min(config.motionLimit, ratio));
}
