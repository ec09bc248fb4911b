import { describe, expect, it } from 'vitest';
import { readTar } from './tar.ts';

/** An archive of one file, as POSIX.1-1988 lays it out, and the two empty blocks at its end. */
function archiveOf(name: string, content: string, type = '0'): Uint8Array {
  const text = new TextEncoder();
  const header = new Uint8Array(512);
  header.set(text.encode(name), 0);
  header.set(text.encode(`${content.length.toString(8).padStart(11, '0')}\0`), 124);
  header.set(text.encode(type), 156);
  const body = new Uint8Array(Math.ceil(content.length / 512) * 512);
  body.set(text.encode(content));
  return Uint8Array.of(...header, ...body, ...new Uint8Array(1024));
}

const namesAndTexts = (archive: Uint8Array) =>
  [...readTar(archive)].map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]);

describe('readTar', () => {
  it('gives the files with their bytes', () => {
    const long = 'x'.repeat(700);
    expect(namesAndTexts(archiveOf('a/b.txt', 'hello'))).toEqual([['a/b.txt', 'hello']]);
    expect(namesAndTexts(archiveOf('long.txt', long))).toEqual([['long.txt', long]]);
  });

  it('passes over folders', () => {
    expect(namesAndTexts(archiveOf('folder/', '', '5'))).toEqual([]);
  });

  it('refuses an archive that is cut off', () => {
    const archive = archiveOf('a.txt', 'x'.repeat(700));
    expect(() => namesAndTexts(archive.subarray(0, 1024))).toThrow('a.txt is cut off');
  });
});
