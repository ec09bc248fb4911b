import { expect, it } from 'vitest';
import { SignedUrls } from './signed-urls.ts';

const hourMs = 3_600_000;

function at(path: string): URL {
  return new URL(path, 'http://127.0.0.1');
}

it('accepts its own addresses until they expire', () => {
  let now = 10 * hourMs + 5;
  const urls = new SignedUrls(() => now);
  const signed = urls.sign('key/proxy/1');
  expect(urls.verify(at(signed.url))).toEqual({ mediaPath: 'key/proxy/1' });
  expect(signed.expiresUtcMs).toBe(12 * hourMs);
  now = signed.expiresUtcMs;
  expect(urls.verify(at(signed.url))).toEqual({ mediaPath: 'key/proxy/1' });
  now = signed.expiresUtcMs + 1;
  expect(urls.verify(at(signed.url))).toBe('expired');
});

it('gives the same address within an hour, so that a browser’s cache holds', () => {
  let now = 10 * hourMs;
  const urls = new SignedUrls(() => now);
  const first = urls.sign('key/thumbnail/7');
  now += hourMs - 1;
  expect(urls.sign('key/thumbnail/7')).toEqual(first);
  now += 1;
  expect(urls.sign('key/thumbnail/7').url).not.toBe(first.url);
});

it('refuses what another process signed, another path and a later expiry', () => {
  const urls = new SignedUrls(() => 0);
  const { url } = urls.sign('key/proxy/1');
  expect(new SignedUrls(() => 0).verify(at(url))).toBe('forged');
  expect(urls.verify(at(url.replace('/1?', '/2?')))).toBe('forged');
  expect(urls.verify(at(url.replace('expires=7200000', 'expires=9200000')))).toBe('forged');
  expect(urls.verify(at(url.replace(/signature=.*/, 'signature=')))).toBe('forged');
});
