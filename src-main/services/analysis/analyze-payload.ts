import { createHash } from 'node:crypto';
import { z } from 'zod';
import { modelChoiceSchema } from '#shared/contract/models.ts';
import { defaultModelChoice } from '../models/model-choice.ts';

/** The settings are in the payload, so that a job that waited for hours still does what was asked. */
export const analyzePayloadSchema = z.object({
  recordingId: z.number().int(),
  chunkIndex: z.number().int(),
  fromOffsetMs: z.number(),
  toOffsetMs: z.number(),
  sampleFps: z.number(),
  models: modelChoiceSchema.default(defaultModelChoice),
});
export type AnalyzePayload = z.infer<typeof analyzePayloadSchema>;

/** Names a chunk's job by all that its result depends on: asked for twice it is done once, asked for otherwise it is another. */
export function analyzeKey(payload: AnalyzePayload): string {
  const { recordingId, chunkIndex, fromOffsetMs, toOffsetMs, sampleFps, models } = payload;
  const { detector, outfit, parser, provider } = models;
  const settings = createHash('sha256')
    .update(JSON.stringify([sampleFps, detector, outfit, parser, provider]))
    .digest('hex')
    .slice(0, 16);
  return `analyze:${recordingId}:${chunkIndex}:${fromOffsetMs}-${toOffsetMs}:${settings}`;
}
