import { expect, it } from 'vitest';
import { connectFakeHost } from './fake-host.test-support.ts';
import { mediaUrl } from './media.ts';

it('asks for many URLs in one call, gives each its own, and keeps them until they are about to expire', async () => {
  let signed = 0;
  using host = await connectFakeHost({
    'media.urls': ({ refs }: { refs: { id: number }[] }) => {
      signed += 1;
      return refs.map(({ id }) => ({
        url: `/media/${id}?${signed}`,
        expiresUtcMs: Date.now() + (id === 3 ? 10_000 : 600_000),
      }));
    },
  });
  const urls = await Promise.all([1, 2, 3].map((id) => mediaUrl({ kind: 'thumbnail', id })));
  expect(urls).toEqual(['/media/1?1', '/media/2?1', '/media/3?1']);
  expect(await mediaUrl({ kind: 'thumbnail', id: 2 })).toBe('/media/2?1');
  expect(host.calls).toEqual(['media.urls']);
  // It ends within the margin, so it is signed anew.
  expect(await mediaUrl({ kind: 'thumbnail', id: 3 })).toBe('/media/3?2');
});
