import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

/** A file in a zip archive. */
export interface ZipEntry {
  /** With `/`; never absolute, never with `..`. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Throws ZipError when the bytes are not what the archive's directory says. */
  read(): Promise<Uint8Array>;
}

/** Says in `message` what is wrong with an archive, as the rest of “the archive …”. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const DIRECTORY_SIGNATURE = 0x02014b50;
const DIRECTORY_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
const ZIP64 = 0xffffffff;

const inflate = promisify(inflateRaw);

/**
 * The files of a zip archive (APPNOTE.TXT 6.3, without zip64, encryption and other methods than store and deflate).
 * Sizes come from the archive's directory and are held to it when reading, so that a small archive cannot fill the
 * memory. Throws ZipError.
 */
export function readZip(archive: Uint8Array): ZipEntry[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + DIRECTORY_LENGTH > end || bytes.readUInt32LE(at) !== DIRECTORY_SIGNATURE) {
      throw new ZipError('has a damaged directory');
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + DIRECTORY_LENGTH, at + DIRECTORY_LENGTH + nameLength);
    if (!name.endsWith('/')) entries.push(entryAt(bytes, at, safeName(name)));
    at += DIRECTORY_LENGTH + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record is the last thing in the file but for a comment. */
function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_LENGTH - MAX_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new ZipError('is no zip file, or is cut off');
}

function entryAt(bytes: Buffer, at: number, name: string): ZipEntry {
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const checksum = bytes.readUInt32LE(at + 16);
  const packedBytes = bytes.readUInt32LE(at + 20);
  const sizeBytes = bytes.readUInt32LE(at + 24);
  const localAt = bytes.readUInt32LE(at + 42);
  if (flags & ENCRYPTED_FLAG) throw new ZipError(`has an encrypted file, ${name}`);
  if (method !== STORED && method !== DEFLATED) {
    throw new ZipError(`packs ${name} with method ${method}; only store and deflate are understood`);
  }
  if ([packedBytes, sizeBytes, localAt].includes(ZIP64)) throw new ZipError('is a zip64 archive');
  const damaged = (cause?: unknown) => new ZipError(`holds a damaged ${name}`, { cause });
  return {
    name,
    sizeBytes,
    async read() {
      if (localAt + LOCAL_LENGTH > bytes.length || bytes.readUInt32LE(localAt) !== LOCAL_SIGNATURE) {
        throw damaged();
      }
      const from =
        localAt + LOCAL_LENGTH + bytes.readUInt16LE(localAt + 26) + bytes.readUInt16LE(localAt + 28);
      const packed = bytes.subarray(from, from + packedBytes);
      const data =
        method === STORED
          ? packed
          : await inflate(packed, { maxOutputLength: Math.max(1, sizeBytes) }).catch((error: unknown) => {
              throw damaged(error);
            });
      if (data.length !== sizeBytes || crc32(data) !== checksum) throw damaged();
      return data;
    },
  };
}

/** Names are looked up, never used as paths; still, an archive with such names is not to be trusted. */
function safeName(name: string): string {
  const isUnsafe =
    name.includes('\\') ||
    name.includes('\0') ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    name.split('/').includes('..');
  if (isUnsafe) throw new ZipError(`has a file that would lie outside of it, ${name}`);
  return name;
}
