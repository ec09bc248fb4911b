/**
 * A tracklet's path as one compact blob.
 *
 * Version byte, count, then per point the differences to the point before as zigzag varints: time in whole
 * ms; x, y, w, h in eighths of a pixel. About 8 bytes per box instead of 24.
 */

/** The boxes of one person at the analysed frames. */
export interface TrackPath {
  /** Length n, strictly increasing, from the start of the recording. */
  readonly timesMs: Float64Array;
  /** Length 4·n: x, y, w, h in source pixels. */
  readonly boxesPx: Float32Array;
}

const VERSION = 1;
const STEPS_PER_PX = 8;

/**
 * Packs a path; times are rounded to 1 ms and coordinates to 1/8 px. Throws RangeError when the lengths do
 * not fit, a value is not finite, or a time does not grow by at least 1 ms.
 */
export function encodePath(path: TrackPath): Uint8Array {
  const count = path.timesMs.length;
  if (path.boxesPx.length !== count * 4) {
    throw new RangeError(`${path.boxesPx.length} box values for ${count} times`);
  }
  const bytes: number[] = [VERSION];
  pushVarint(bytes, count);
  const previous = [0, 0, 0, 0, 0];
  for (let point = 0; point < count; point++) {
    const values = [Math.round(path.timesMs[point]!)];
    for (let part = 0; part < 4; part++)
      values.push(Math.round(path.boxesPx[point * 4 + part]! * STEPS_PER_PX));
    if (point > 0 && values[0]! <= previous[0]!) throw new RangeError(`times of point ${point} do not grow`);
    values.forEach((value, part) => {
      if (!Number.isSafeInteger(value)) throw new RangeError(`point ${point} is not finite`);
      pushVarint(bytes, zigzag(value - previous[part]!));
      previous[part] = value;
    });
  }
  return Uint8Array.from(bytes);
}

/** Unpacks what `encodePath` made. Throws RangeError for anything else. */
export function decodePath(bytes: Uint8Array): TrackPath {
  const reader = new VarintReader(bytes);
  const version = reader.next();
  if (version !== VERSION) throw new RangeError(`path of unknown version ${version}`);
  const count = reader.next();
  if (count > bytes.length) throw new RangeError(`path of ${count} points in ${bytes.length} bytes`);
  const timesMs = new Float64Array(count);
  const boxesPx = new Float32Array(count * 4);
  const current = [0, 0, 0, 0, 0];
  for (let point = 0; point < count; point++) {
    for (let part = 0; part < 5; part++) current[part] = current[part]! + unzigzag(reader.next());
    timesMs[point] = current[0]!;
    for (let part = 0; part < 4; part++) boxesPx[point * 4 + part] = current[part + 1]! / STEPS_PER_PX;
  }
  if (!reader.atEnd()) throw new RangeError('bytes after the end of a path');
  return { timesMs, boxesPx };
}

/** Signed to unsigned, small magnitudes to small numbers; exact over all safe integers below 2^52. */
function zigzag(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2;
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

/** Little-endian base 128; by division, because times exceed the 32 bits of the shift operators. */
function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

class VarintReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  next(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('path ends in the middle of a number');
      value += (byte % 128) * scale;
      if (!Number.isSafeInteger(value)) throw new RangeError('number of a path is too large');
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  atEnd(): boolean {
    return this.at === this.bytes.length;
  }
}
