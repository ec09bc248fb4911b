/**
 * Size and kind of a PNG or JPEG picture from its bytes. Decodes no pixels: the browser and the PDF do that; what
 * is needed here is to refuse what neither could show.
 * Formats: PNG 1.2 (W3C REC-PNG-20031110), JPEG ITU-T T.81 annex B, orientation of Exif 2.3 section 4.6.4.
 */
import { jpegOrientation } from './exif-orientation.ts';

export interface PictureHeader {
  readonly mimeType: 'image/png' | 'image/jpeg';
  /** As shown: a JPEG that says it lies on its side has width and height exchanged. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** False when the end of the file is missing. */
  readonly isWhole: boolean;
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Null when the bytes are neither a PNG nor a JPEG picture. */
export function readPictureHeader(bytes: Buffer): PictureHeader | null {
  if (bytes.subarray(0, 8).equals(pngSignature)) return readPng(bytes);
  if (bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8) return readJpeg(bytes);
  return null;
}

function readPng(bytes: Buffer): PictureHeader | null {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return {
    mimeType: 'image/png',
    widthPx: bytes.readUInt32BE(16),
    heightPx: bytes.readUInt32BE(20),
    isWhole: hasPngEnd(bytes),
  };
}

/** Programs that crop a picture in place leave bytes after the end chunk, so that need not be last. */
function hasPngEnd(bytes: Buffer): boolean {
  const besideData = 12;
  let at = pngSignature.length;
  while (at + besideData <= bytes.length) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return true;
    at += bytes.readUInt32BE(at) + besideData;
  }
  return false;
}

function readJpeg(bytes: Buffer): PictureHeader | null {
  let orientation = 1;
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker === 0xe1) orientation = jpegOrientation(bytes.subarray(start, end)) ?? orientation;
    if (!isStartOfFrame(marker)) continue;
    if (end - start < 5) return null;
    const heightPx = bytes.readUInt16BE(start + 1);
    const widthPx = bytes.readUInt16BE(start + 3);
    // Some writers add bytes after the end marker, so it is looked for, not expected last.
    const isWhole = bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > end;
    const isOnItsSide = orientation >= 5;
    return isOnItsSide
      ? { mimeType: 'image/jpeg', widthPx: heightPx, heightPx: widthPx, isWhole }
      : { mimeType: 'image/jpeg', widthPx, heightPx, isWhole };
  }
  return null;
}

/** SOF0–SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** The marker segments before the scan; `start` and `end` are of the payload. */
function* jpegSegments(bytes: Buffer): Generator<{ marker: number; start: number; end: number }> {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    // 0xFF may be repeated as fill before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const startOfScan = 0xda;
    if (marker === startOfScan) return;
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return;
    yield { marker, start: at + 4, end };
    at = end;
  }
}
