import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SignedUrl } from '../../services/media/media-service.ts';

const hourMs = 3_600_000;

/** Where media addresses begin. */
export const mediaPrefix = '/media/';

/**
 * Signs media addresses with a key that lives as long as the process. An address is the same within an hour, so
 * that the browser's cache holds, and works for one to two hours.
 */
export class SignedUrls {
  readonly #key = randomBytes(32);
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  sign(mediaPath: string): SignedUrl {
    const expiresUtcMs = (Math.floor(this.#now() / hourMs) + 2) * hourMs;
    const signature = this.#signature(mediaPath, expiresUtcMs).toString('base64url');
    return { url: `${mediaPrefix}${mediaPath}?expires=${expiresUtcMs}&signature=${signature}`, expiresUtcMs };
  }

  /** The media path of an address that this object signed and that is still good. */
  verify(url: URL): { mediaPath: string } | 'expired' | 'forged' {
    const mediaPath = url.pathname.slice(mediaPrefix.length);
    const expiresUtcMs = Number(url.searchParams.get('expires'));
    const given = Buffer.from(url.searchParams.get('signature') ?? '', 'base64url');
    const expected = this.#signature(mediaPath, expiresUtcMs);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged';
    return expiresUtcMs < this.#now() ? 'expired' : { mediaPath };
  }

  #signature(mediaPath: string, expiresUtcMs: number): Buffer {
    return createHmac('sha256', this.#key).update(`${mediaPath}\n${expiresUtcMs}`).digest();
  }
}
