/** Signed URLs of the study's pictures and videos, fetched in batches and renewed before they expire. */
import { useQuery } from '@tanstack/react-query';
import type { MediaRef } from '#shared/contract/media.ts';
import { client } from './client.ts';
import { queryClient } from './query-client.ts';

interface SignedUrl {
  readonly url: string;
  readonly expiresUtcMs: number;
}

/** Renew this long before the end, so that no request leaves with a URL that dies on the way. */
const renewBeforeMs = 30_000;
/** Longest batch that the contract takes. */
const batchSize = 500;
/** How long requests are gathered. A screen of thumbnails mounts within one frame. */
const gatherMs = 8;

interface Waiting {
  readonly ref: MediaRef;
  resolve(url: SignedUrl): void;
  reject(error: unknown): void;
}

let waiting: Waiting[] = [];

async function flush(): Promise<void> {
  const all = waiting;
  waiting = [];
  for (let start = 0; start < all.length; start += batchSize) {
    const batch = all.slice(start, start + batchSize);
    try {
      const urls = await client.media.urls({ refs: batch.map((item) => item.ref) });
      for (const [index, item] of batch.entries()) {
        const url = urls[index];
        if (url === undefined) item.reject(new Error('The host answered with too few URLs.'));
        else item.resolve(url);
      }
    } catch (error) {
      for (const item of batch) item.reject(error);
    }
  }
}

function requestUrl(ref: MediaRef): Promise<SignedUrl> {
  return new Promise((resolve, reject) => {
    waiting.push({ ref, resolve, reject });
    if (waiting.length === 1) setTimeout(() => void flush(), gatherMs);
  });
}

function mediaOptions(ref: MediaRef) {
  const renewInMs = (data: SignedUrl | undefined) =>
    data === undefined ? 0 : Math.max(0, data.expiresUtcMs - Date.now() - renewBeforeMs);
  return {
    queryKey: ['media', ref] as const,
    queryFn: () => requestUrl(ref),
    staleTime: (query: { state: { data: SignedUrl | undefined } }) => renewInMs(query.state.data),
  };
}

/**
 * The URL of a media file; undefined until it is known, and while `ref` is null. It is renewed when a
 * component mounts with one that is about to expire.
 */
export function useMediaUrl(ref: MediaRef | null): string | undefined {
  const { data } = useQuery({
    ...mediaOptions(ref ?? { kind: 'thumbnail', id: 1 }),
    enabled: ref !== null,
  });
  return ref === null ? undefined : data?.url;
}

/** The URL of a media file, for use outside a component. */
export async function mediaUrl(ref: MediaRef): Promise<string> {
  return (await queryClient.fetchQuery(mediaOptions(ref))).url;
}
