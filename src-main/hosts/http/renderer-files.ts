import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve } from 'node:path';

export interface RendererFile {
  readonly bytes: Buffer;
  readonly mimeType: string;
  readonly cacheControl: string;
}

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * A file of the built renderer. A path without an extension is a view of the application, which `index.html`
 * shows. Null when there is no such file.
 */
export async function rendererFile(folder: string, pathname: string): Promise<RendererFile | null> {
  const extension = extname(pathname);
  const name = extension === '' ? 'index.html' : decodePath(pathname);
  const mimeType = mimeTypes[extension || '.html'];
  if (name === null || !mimeType) return null;
  const path = resolve(join(folder, name));
  if (relative(folder, path).startsWith('..')) return null;
  try {
    const bytes = await readFile(path);
    // Vite puts a hash of the content into the names under assets/.
    const isHashed = pathname.startsWith('/assets/');
    return { bytes, mimeType, cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-cache' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') return null;
    throw error;
  }
}

function decodePath(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\0') ? null : path;
  } catch {
    // A malformed escape names no file.
    return null;
  }
}
