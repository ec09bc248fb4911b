import { crc32, deflateSync } from 'node:zlib';

/** A PNG of a mall's corridor with shops on both sides: white floor, grey walls. */
export function planPicture(widthPx: number, heightPx: number): Buffer {
  const rows = Buffer.alloc(heightPx * (widthPx + 1));
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const isOuterWall = x < 6 || y < 6 || x >= widthPx - 6 || y >= heightPx - 6;
      const isShop = y < heightPx * 0.25 || y > heightPx * 0.75;
      const isShopWall = isShop && x % 150 < 4;
      const isFront = Math.abs(y - heightPx * 0.25) < 2 || Math.abs(y - heightPx * 0.75) < 2;
      const isDoor = x % 150 > 60 && x % 150 < 95;
      const isWall = isOuterWall || isShopWall || (isFront && !isDoor);
      rows[y * (widthPx + 1) + 1 + x] = isWall ? 90 : isShop ? 236 : 250;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
