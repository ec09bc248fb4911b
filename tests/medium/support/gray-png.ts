import { crc32, deflateSync } from 'node:zlib';

/** A PNG of one shade of grey. */
export function grayPng(widthPx: number, heightPx: number, shade = 128): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  // Eight bits per pixel; colour type 0 is grey.
  header[8] = 8;
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(widthPx, shade)]);
  const pixels = Buffer.concat(Array.from({ length: heightPx }, () => row));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
