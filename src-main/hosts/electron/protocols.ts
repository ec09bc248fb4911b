import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Protocol, protocol } from 'electron';
import { toAppError } from '#shared/errors.ts';
import { parseMediaPath } from '../../services/media/media-path.ts';
import type { MediaService, MediaUrlSigner } from '../../services/media/media-service.ts';
import { answerFile } from '../http/file-answer.ts';
import { rendererFile } from '../http/renderer-files.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { applicationScheme, mediaOrigin, mediaScheme } from './addresses.ts';

/** Must run before `ready`. A standard scheme has an origin, so `'self'` in the policy means something. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: applicationScheme, privileges },
    { scheme: mediaScheme, privileges: { ...privileges, stream: true } },
  ]);
}

/** Only this application's pages reach the scheme, so nothing needs signing; the time is for the renderer's cache. */
export function mediaUrlSigner(now: () => number = Date.now): MediaUrlSigner {
  const dayMs = 86_400_000;
  return (mediaPath) => ({ url: `${mediaOrigin}/${mediaPath}`, expiresUtcMs: now() + dayMs });
}

/** Serves the built renderer. */
export function serveApplication(target: Protocol, rendererFolder: string): void {
  const headers = securityHeaders({ media: `${mediaScheme}:` });
  target.handle(applicationScheme, async (request) => {
    const file = await rendererFile(rendererFolder, new URL(request.url).pathname);
    if (!file) return new Response('There is no such page.', { status: 404, headers });
    const own = { 'content-type': file.mimeType, 'cache-control': file.cacheControl };
    return new Response(new Uint8Array(file.bytes), { headers: { ...headers, ...own } });
  });
}

/** Serves files of the open study, in parts where the player asks for parts. */
export function serveMedia(target: Protocol, media: Pick<MediaService, 'resolve'>): void {
  target.handle(mediaScheme, async (request) => {
    const path = new URL(request.url).pathname.slice(1);
    const named = parseMediaPath(path);
    if (!named) return new Response('There is no such file.', { status: 404 });
    try {
      const file = await media.resolve(named);
      const { status, headers, part } = answerFile(file, {
        range: request.headers.get('range') ?? undefined,
        ifRange: request.headers.get('if-range') ?? undefined,
        ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
      });
      // The pages have another scheme, and so another origin.
      const crossOrigin = {
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      };
      const body = part && (Readable.toWeb(createReadStream(file.path, part)) as ReadableStream<Uint8Array>);
      return new Response(body, { status, headers: { ...headers, ...crossOrigin } });
    } catch (error) {
      const { code, message } = toAppError(error);
      if (code === 'INTERNAL') throw error;
      return new Response(message, { status: 404 });
    }
  });
}
