import type { MediaFile } from '../../services/media/media-service.ts';
import { type ByteRange, parseByteRange } from './byte-range.ts';

/** What a request says about the copy that the page has already. */
export interface FileRequest {
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** The answer to a request for a file, except for its bytes. `part` is null where none are sent. */
export interface FileAnswer {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly part: ByteRange | null;
}

/** Both hosts answer alike: a video seeks by ranges, whatever the scheme of its address. */
export function answerFile(file: MediaFile, request: FileRequest): FileAnswer {
  const etag = `"${file.sizeBytes.toString(36)}-${file.modifiedUtcMs.toString(36)}"`;
  const common = {
    etag,
    'accept-ranges': 'bytes',
    // A plan picture or a report can be made again under the same address, so the page asks each time.
    'cache-control': 'private, no-cache',
    'content-type': file.mimeType,
    ...(file.downloadName !== null && { 'content-disposition': attachment(file.downloadName) }),
  };
  if (request.ifNoneMatch === etag) return { status: 304, headers: common, part: null };

  const isSameCopy = request.ifRange === undefined || request.ifRange === etag;
  const range = isSameCopy ? parseByteRange(request.range, file.sizeBytes) : null;
  if (range === 'unsatisfiable') {
    return { status: 416, headers: { ...common, 'content-range': `bytes */${file.sizeBytes}` }, part: null };
  }
  const part = range ?? { start: 0, end: file.sizeBytes - 1 };
  const headers = { ...common, 'content-length': String(part.end - part.start + 1) };
  if (!range) return { status: 200, headers, part: file.sizeBytes === 0 ? null : part };
  const contentRange = `bytes ${part.start}-${part.end}/${file.sizeBytes}`;
  return { status: 206, headers: { ...headers, 'content-range': contentRange }, part };
}

/** RFC 6266: a plain name for old readers, the exact one in UTF-8. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.()-]+/g, '_');
  const exact = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
