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

/** Names a chunk's job: asked for twice, it is done once. */
export function analyzeKey({
  recordingId,
  chunkIndex,
}: Pick<AnalyzePayload, 'recordingId' | 'chunkIndex'>): string {
  return `analyze:${recordingId}:${chunkIndex}`;
}
