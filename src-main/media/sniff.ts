/**
 * Which container a file has, told by its first bytes: recorders put MPEG-PS into `.mp4`, raw H.264 into `.avi` and
 * worse, so an extension says nothing.
 */

export type Container =
  | 'isobmff'
  | 'matroska'
  | 'avi'
  | 'mpeg-ps'
  | 'mpeg-ts'
  | 'h264'
  | 'h265'
  | 'flv'
  | 'asf'
  | 'dhav'
  | 'imkh';

/** How much of a file `sniffContainer` wants to see; less is enough for a shorter file. */
export const SNIFF_BYTES = 4096;

const TS_PACKET_BYTES = [188, 192, 204] as const;
const TS_SYNC_BYTE = 0x47;
const TS_PACKETS_TO_SEE = 4;

/** First boxes seen in MP4, MOV and fragments, by ISO/IEC 14496-12 and QuickTime. */
const ISOBMFF_FIRST_BOXES = new Set([
  'ftyp',
  'styp',
  'moov',
  'moof',
  'mdat',
  'free',
  'skip',
  'wide',
  'sidx',
  'pnot',
]);
/** Brands of still pictures, which share the box structure. */
const STILL_PICTURE_BRANDS = new Set([
  'heic',
  'heix',
  'heim',
  'heis',
  'mif1',
  'msf1',
  'avif',
  'avis',
  'crx ',
]);

const ASF_GUID = [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11];

/** Null when the bytes start no video container that Wandr knows. `header` is the beginning of the file. */
export function sniffContainer(header: Uint8Array): Container | null {
  if (startsWith(header, 'DHAV') || startsWith(header, 'DAHUA')) return 'dhav';
  if (startsWith(header, 'IMKH')) return 'imkh';
  if (startsWith(header, 'RIFF') && textAt(header, 8, 4) === 'AVI ') return 'avi';
  if (startsWith(header, 'FLV') && header[3] === 1) return 'flv';
  if (matches(header, [0x1a, 0x45, 0xdf, 0xa3])) return 'matroska';
  if (matches(header, ASF_GUID)) return 'asf';
  if (isIsobmff(header)) return 'isobmff';
  if (isProgramStream(header)) return 'mpeg-ps';
  if (isTransportStream(header)) return 'mpeg-ts';
  return sniffAnnexB(header);
}

function isIsobmff(header: Uint8Array): boolean {
  const type = textAt(header, 4, 4);
  if (!ISOBMFF_FIRST_BOXES.has(type)) return false;
  return type !== 'ftyp' || !STILL_PICTURE_BRANDS.has(textAt(header, 8, 4));
}

/** ISO/IEC 13818-1: pack_start_code, then `01` (MPEG-2) or `0010` (MPEG-1). */
function isProgramStream(header: Uint8Array): boolean {
  if (!matches(header, [0x00, 0x00, 0x01, 0xba])) return false;
  const mark = header[4] ?? 0;
  return (mark & 0xc4) === 0x44 || (mark & 0xf1) === 0x21;
}

/** A sync byte at the same place of several packets in a row; the file may begin in the middle of one. */
function isTransportStream(header: Uint8Array): boolean {
  for (const size of TS_PACKET_BYTES) {
    for (let first = 0; first < size; first++) {
      let seen = 0;
      while (seen < TS_PACKETS_TO_SEE && header[first + seen * size] === TS_SYNC_BYTE) seen++;
      if (seen === TS_PACKETS_TO_SEE) return true;
    }
  }
  return false;
}

/** Raw H.264 or H.265: a byte stream (Annex B) whose parameter sets all come before the first picture. */
function sniffAnnexB(header: Uint8Array): 'h264' | 'h265' | null {
  const startsAtOnce = matches(header, [0, 0, 1]) || matches(header, [0, 0, 0, 1]);
  if (!startsAtOnce) return null;
  const h264Types = new Set<number>();
  const h265Types = new Set<number>();
  for (let i = 0; i + 4 < header.length; i++) {
    if (header[i] !== 0 || header[i + 1] !== 0 || header[i + 2] !== 1) continue;
    const first = header[i + 3] ?? 0;
    const second = header[i + 4] ?? 0;
    const hasForbiddenBit = (first & 0x80) !== 0;
    if (hasForbiddenBit) return null;
    h264Types.add(first & 0x1f);
    const layerId = ((first & 1) << 5) | (second >> 3);
    const temporalIdPlus1 = second & 7;
    if (layerId === 0 && temporalIdPlus1 === 1) h265Types.add(first >> 1);
  }
  if (h265Types.has(32) && h265Types.has(33) && h265Types.has(34)) return 'h265';
  if (h264Types.has(7) && h264Types.has(8)) return 'h264';
  return null;
}

function matches(bytes: Uint8Array, expected: readonly number[]): boolean {
  return expected.every((value, i) => bytes[i] === value);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return textAt(bytes, 0, text.length) === text;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
