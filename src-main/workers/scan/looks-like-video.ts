/** @file Runs in a worker process. */
import { extname } from 'node:path';
import { SNIFF_BYTES, sniffContainer } from '../../media/sniff.ts';
import { readHeader } from '../../media/source-file.ts';

/** Extensions of footage. A file that has one is listed even when its content is no video, with the reason. */
export const videoExtensions: ReadonlySet<string> = new Set([
  '.mp4',
  '.m4v',
  '.m4s',
  '.mov',
  '.mkv',
  '.webm',
  '.avi',
  '.ts',
  '.m2ts',
  '.mts',
  '.mpg',
  '.mpeg',
  '.vob',
  '.3gp',
  '.flv',
  '.wmv',
  '.asf',
  '.h264',
  '.264',
  '.h265',
  '.265',
  '.hevc',
  '.dav',
  '.dhav',
  '.ubv',
  '.asf',
]);

/**
 * True for what a scan lists: by extension, or by content whatever the extension. TypeScript sources share `.ts`
 * with MPEG transport streams, so for that one the content decides.
 *
 * Errors: FILE_MISSING, PERMISSION_DENIED, where an unknown extension makes it look inside.
 */
export async function looksLikeVideo(path: string, sizeBytes: number): Promise<boolean> {
  const extension = extname(path).toLowerCase();
  if (videoExtensions.has(extension) && extension !== '.ts') return true;
  if (sizeBytes === 0) return false;
  return sniffContainer(await readHeader(path, SNIFF_BYTES)) !== null;
}
