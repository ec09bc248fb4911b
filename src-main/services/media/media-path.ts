import { type MediaRef, mediaRefSchema } from '#shared/contract/media.ts';

/** A file of one study, as an address names it. */
export interface MediaTarget {
  /** Names the study, so that an address of one study never shows a file of another. */
  readonly studyKey: string;
  readonly ref: MediaRef;
}

/** `<studyKey>/<kind>/<id>`, for a crop `<studyKey>/crop/<id>/<index>`. */
export function mediaPath({ studyKey, ref }: MediaTarget): string {
  const base = `${studyKey}/${ref.kind}/${ref.id}`;
  return ref.kind === 'crop' ? `${base}/${ref.index}` : base;
}

/** The reverse of `mediaPath`; null for anything that it never returns. */
export function parseMediaPath(path: string): MediaTarget | null {
  const [studyKey, kind, id, index, ...rest] = path.split('/');
  if (!studyKey || rest.length > 0) return null;
  const parsed = mediaRefSchema.safeParse({
    kind,
    id: Number(id),
    ...(kind === 'crop' && { index: Number(index) }),
  });
  if (!parsed.success) return null;
  const target = { studyKey, ref: parsed.data };
  return mediaPath(target) === path ? target : null;
}
