/** Whether a file is whole, told by the sizes that its container declares. */
import { type FileHandle, open } from 'node:fs/promises';
import type { Container } from './sniff.ts';

export interface Completeness {
  /** The index that a player needs is there (or the container needs none). */
  readonly hasIndex: boolean;
  /** A part declares more bytes than the file has. */
  readonly isCutOff: boolean;
}

const whole: Completeness = { hasIndex: true, isCutOff: false };

export async function inspectCompleteness(path: string, container: Container): Promise<Completeness> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  if (container === 'isobmff') return await inspectIsobmff(file, size);
  if (container === 'avi') return await inspectAvi(file, size);
  if (container === 'matroska') return await inspectMatroska(file, size);
  return whole;
}

/** ISO/IEC 14496-12: boxes of 32-bit size and type; size 1 means a 64-bit size follows, 0 "to the end". */
async function inspectIsobmff(file: FileHandle, fileBytes: number): Promise<Completeness> {
  let hasIndex = false;
  let at = 0;
  while (at < fileBytes) {
    const head = await read(file, at, 16);
    if (head.byteLength < 8) return { hasIndex, isCutOff: true };
    const short = head.getUint32(0);
    const type = fourCc(head, 4);
    if (short === 1 && head.byteLength < 16) return { hasIndex, isCutOff: true };
    const size = short === 1 ? Number(head.getBigUint64(8)) : short === 0 ? fileBytes - at : short;
    if (size < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(type)) return { hasIndex, isCutOff: true };
    // An index that is itself cut off is none: FFmpeg refuses it.
    if (type === 'moov') hasIndex = at + size <= fileBytes;
    if (at + size > fileBytes) return { hasIndex, isCutOff: true };
    at += size;
  }
  return { hasIndex, isCutOff: false };
}

/** RIFF chunks of 32-bit little-endian size; long files go on in further `RIFF AVIX` chunks. */
async function inspectAvi(file: FileHandle, fileBytes: number): Promise<Completeness> {
  let at = 0;
  while (at + 8 <= fileBytes) {
    const head = await read(file, at, 8);
    if (fourCc(head, 0) !== 'RIFF') break;
    const size = head.getUint32(4, true);
    // Recorders leave 0 there while they write.
    if (size === 0 || at + 8 + size > fileBytes) return { hasIndex: true, isCutOff: true };
    at += 8 + size + (size & 1);
  }
  return whole;
}

/** RFC 8794: after the EBML header comes the Segment; its size may be "unknown" (all ones), as when streaming. */
async function inspectMatroska(file: FileHandle, fileBytes: number): Promise<Completeness> {
  const header = await readElement(file, 0);
  const segment =
    header?.sizeBytes == null ? null : await readElement(file, header.dataAt + header.sizeBytes);
  if (!segment || segment.sizeBytes === null) return whole;
  return { hasIndex: true, isCutOff: segment.dataAt + segment.sizeBytes > fileBytes };
}

async function readElement(
  file: FileHandle,
  at: number,
): Promise<{ dataAt: number; sizeBytes: number | null } | null> {
  const head = await read(file, at, 12);
  if (head.byteLength < 2) return null;
  const idBytes = Math.clz32(head.getUint8(0)) - 23;
  if (idBytes > 4 || idBytes >= head.byteLength) return null;
  const first = head.getUint8(idBytes);
  const sizeLength = Math.clz32(first) - 23;
  if (sizeLength > 8 || idBytes + sizeLength > head.byteLength) return null;
  let value = first & (0xff >> sizeLength);
  let isUnknown = value === 0xff >> sizeLength;
  for (let i = 1; i < sizeLength; i++) {
    const byte = head.getUint8(idBytes + i);
    isUnknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { dataAt: at + idBytes + sizeLength, sizeBytes: isUnknown ? null : value };
}

async function read(file: FileHandle, at: number, bytes: number): Promise<DataView> {
  const buffer = new Uint8Array(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, at);
  return new DataView(buffer.buffer, 0, bytesRead);
}

function fourCc(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}
