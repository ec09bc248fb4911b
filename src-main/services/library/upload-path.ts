import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';

const MAX_SEGMENT_BYTES = 255;
/** What some file system of the three platforms refuses in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAFE = /[\u0000-\u001f<>:"|?*\\/]/g;

/** A folder name made of what a user called their drop: never empty, never a path, never hidden. */
export function safeFolderName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replace(UNSAFE, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return truncateBytes(cleaned, 100) || 'upload';
}

/**
 * Where a file of an upload goes below `folder`. The path comes from a web page: it must go down, and only down.
 * Errors: INVALID_INPUT.
 */
export function uploadTarget(folder: string, relativePath: string): string {
  const segments = relativePath.split('/');
  const isFine = segments.every(
    (segment) =>
      segment !== '' &&
      segment !== '.' &&
      segment !== '..' &&
      !segment.includes('\\') &&
      !segment.includes('\0') &&
      Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES,
  );
  if (!isFine) {
    throw new AppError(
      'INVALID_INPUT',
      `The upload names a file outside its folder: ${JSON.stringify(relativePath)}.`,
      'Drop the folder itself, or choose it with the folder picker.',
    );
  }
  // Windows refuses more characters than a page may send; elsewhere they are ordinary.
  const names =
    process.platform === 'win32' ? segments.map((segment) => segment.replace(UNSAFE, '_')) : segments;
  return join(folder, ...names);
}

function truncateBytes(text: string, bytes: number): string {
  let kept = text;
  while (Buffer.byteLength(kept) > bytes) kept = kept.slice(0, -1);
  return kept.trimEnd();
}
