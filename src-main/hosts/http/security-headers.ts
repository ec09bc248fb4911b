/** Sources beyond the page's own origin that a host needs. */
export interface ExtraSources {
  /** For `<img>` and `<video>`. */
  readonly media?: string;
  readonly connect?: string;
}

/**
 * Headers of every answer. The policy allows nothing from elsewhere: there is no remote content in Wandr.
 * Styles are the one exception to `self`: the component libraries insert `<style>` elements.
 */
export function securityHeaders(extra: ExtraSources = {}): Record<string, string> {
  const media = extra.media ? ` ${extra.media}` : '';
  const connect = extra.connect ? ` ${extra.connect}` : '';
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    `img-src 'self' data: blob:${media}`,
    `media-src 'self' blob:${media}`,
    `connect-src 'self'${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
