import { z } from 'zod';
import { idSchema, utcMsSchema } from '../units.ts';
import { base } from './base.ts';

/** Names a file of the open study that the renderer may show. */
export const mediaRefSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('proxy'), id: idSchema }),
  z.object({ kind: z.literal('thumbnail'), id: idSchema }),
  z.object({ kind: z.literal('crop'), id: idSchema, index: z.number().int().min(0) }),
  z.object({ kind: z.literal('plan'), id: idSchema }),
  z.object({ kind: z.literal('report'), id: idSchema }),
]);
export type MediaRef = z.infer<typeof mediaRefSchema>;

export const signedUrlSchema = z.object({ url: z.string(), expiresUtcMs: utcMsSchema });

export const mediaContract = {
  /** URLs that a page may use until they expire, in the order of `refs`. Signed in the web host. */
  urls: base
    .input(z.object({ refs: z.array(mediaRefSchema).min(1).max(500) }))
    .output(z.array(signedUrlSchema)),
};
