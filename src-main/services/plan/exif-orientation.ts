/** Tag number and type of the orientation in the first image directory of an Exif block (Exif 2.3, 4.6.4). */
const orientationTag = 0x0112;
const shortType = 3;

/**
 * The orientation (1–8, 5 and more lie on their side) of an APP1 segment's payload; null when it holds none.
 */
export function jpegOrientation(app1: Buffer): number | null {
  if (app1.toString('latin1', 0, 6) !== 'Exif\0\0') return null;
  const tiff = app1.subarray(6);
  if (tiff.length < 8) return null;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));

  const directory = u32(4);
  if (directory + 2 > tiff.length) return null;
  const entries = u16(directory);
  for (let index = 0; index < entries; index += 1) {
    const at = directory + 2 + index * 12;
    if (at + 12 > tiff.length) return null;
    if (u16(at) !== orientationTag) continue;
    const value = u16(at + 8);
    return u16(at + 2) === shortType && value >= 1 && value <= 8 ? value : null;
  }
  return null;
}
