import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPictureHeader } from './picture-header.ts';

/** A JPEG of markers only: what precedes the pixels is all that is read. */
function jpeg(segments: readonly Buffer[], end = Buffer.from([0xff, 0xd9])): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments,
    Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3]),
    end,
  ]);
}

function segment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

function startOfFrame(widthPx: number, heightPx: number, marker = 0xc0): Buffer {
  const payload = Buffer.alloc(9);
  payload[0] = 8;
  payload.writeUInt16BE(heightPx, 1);
  payload.writeUInt16BE(widthPx, 3);
  return segment(marker, payload);
}

function exif(orientation: number, isLittle: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(isLittle ? 'II' : 'MM', 0, 'latin1');
  const u16 = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const u32 = (value: number, at: number) =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  u16(42, 2);
  u32(8, 4);
  u16(1, 8);
  u16(0x0112, 10);
  u16(3, 12);
  u32(1, 14);
  u16(orientation, 18);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

/** Of a PNG; nobody looks at the checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

describe('readPictureHeader', () => {
  it.each([0xc0, 0xc1, 0xc2])('reads the size of a JPEG with frame marker %i', (marker) => {
    expect(readPictureHeader(jpeg([startOfFrame(640, 480, marker)]))).toEqual({
      mimeType: 'image/jpeg',
      widthPx: 640,
      heightPx: 480,
      isWhole: true,
    });
  });

  it('does not take a Huffman table for a frame', () => {
    const table = segment(0xc4, Buffer.alloc(20, 9));
    expect(readPictureHeader(jpeg([table, startOfFrame(640, 480)]))).toMatchObject({ widthPx: 640 });
  });

  it.each([true, false])(
    'exchanges the sides of a picture that lies on its side (little endian: %s)',
    (little) => {
      expect(readPictureHeader(jpeg([exif(6, little), startOfFrame(640, 480)]))).toMatchObject({
        widthPx: 480,
        heightPx: 640,
      });
      expect(readPictureHeader(jpeg([exif(3, little), startOfFrame(640, 480)]))).toMatchObject({
        widthPx: 640,
      });
    },
  );

  it('sees that the end is missing, and does not mind bytes after it', () => {
    const none = Buffer.alloc(0);
    expect(readPictureHeader(jpeg([startOfFrame(640, 480)], none))).toMatchObject({ isWhole: false });
    const more = Buffer.from([0xff, 0xd9, 0, 0, 0]);
    expect(readPictureHeader(jpeg([startOfFrame(640, 480)], more))).toMatchObject({ isWhole: true });
  });

  it('sees the same of a PNG, of which cropping programs leave bytes of the whole picture', () => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(64, 0);
    header.writeUInt32BE(48, 4);
    const png = Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', header),
      chunk('IDAT', Buffer.alloc(40, 9)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    expect(readPictureHeader(png)).toMatchObject({ widthPx: 64, heightPx: 48, isWhole: true });
    const more = Buffer.concat([png, Buffer.alloc(30, 9)]);
    expect(readPictureHeader(more)).toMatchObject({ isWhole: true });
    for (const end of [png.length - 1, png.length - 12, 60]) {
      expect(readPictureHeader(png.subarray(0, end))).toMatchObject({ isWhole: false });
    }
  });

  it('survives any bytes behind a good signature', () => {
    const signatures = [Buffer.from([0xff, 0xd8]), Buffer.from('89504e470d0a1a0a', 'hex')];
    fc.assert(
      fc.property(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 300 }), (signature, bytes) => {
        expect(() => readPictureHeader(Buffer.concat([signature, bytes]))).not.toThrow();
      }),
    );
  });

  it('survives any Exif block', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, isLittle) => {
        const start = Buffer.from(isLittle ? 'Exif\0\0II' : 'Exif\0\0MM', 'latin1');
        const block = segment(0xe1, Buffer.concat([start, bytes]));
        expect(readPictureHeader(jpeg([block, startOfFrame(640, 480)]))).not.toBeNull();
      }),
    );
  });
});
