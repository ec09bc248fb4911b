import { randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Lets one browser in. The address that the host prints carries a token, which is exchanged once for a cookie:
 * afterwards the address, which shells and browsers keep in their histories, opens nothing.
 */
export class BrowserSession {
  readonly #cookieName: string;
  readonly #cookieValue = secret();
  #token: string | null = secret();

  /** Cookies do not tell ports apart, so the port is in the name: two hosts can run side by side. */
  constructor(port: number) {
    this.#cookieName = `wandr-${port}`;
  }

  /** Makes a new token; the one before is void. */
  freshToken(): string {
    this.#token = secret();
    return this.#token;
  }

  /** The `Set-Cookie` header for a good token, which is used up; null for any other. */
  exchange(token: string | null): string | null {
    if (this.#token === null || token === null || !isEqual(token, this.#token)) return null;
    this.#token = null;
    return `${this.#cookieName}=${this.#cookieValue}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Whether a `Cookie` header holds this session's cookie. */
  isIn(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#cookieName}=`;
    const cookie = cookieHeader?.split('; ').find((part) => part.startsWith(prefix));
    return cookie !== undefined && isEqual(cookie.slice(prefix.length), this.#cookieValue);
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
