import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffContainer } from './sniff.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (value: string) => Uint8Array.from(value, (character) => character.charCodeAt(0));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

function transportStream(packetBytes: number, skipped: number): Uint8Array {
  const stream = new Uint8Array(packetBytes * 6);
  for (let at = 0; at < stream.length; at += packetBytes) stream[at + (packetBytes === 192 ? 4 : 0)] = 0x47;
  return stream.subarray(skipped);
}

describe('sniffContainer', () => {
  it.each([
    ['isobmff', join(bytes(0, 0, 0, 24), text('ftypisom'))],
    ['isobmff', join(bytes(0, 0, 0, 8), text('wide'))],
    ['isobmff', join(bytes(0, 0, 16, 0), text('mdat'))],
    ['matroska', bytes(0x1a, 0x45, 0xdf, 0xa3, 0x9f)],
    ['avi', text('RIFF\x00\x00\x00\x00AVI LIST')],
    ['mpeg-ps', bytes(0, 0, 1, 0xba, 0x44, 0, 4, 0)],
    ['mpeg-ps', bytes(0, 0, 1, 0xba, 0x21, 0, 1, 0)],
    ['mpeg-ts', transportStream(188, 0)],
    ['mpeg-ts', transportStream(192, 0)],
    ['mpeg-ts', transportStream(188, 100)],
    ['flv', join(text('FLV'), bytes(1, 5, 0, 0, 0, 9))],
    ['asf', bytes(0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9)],
    ['dhav', join(text('DHAV'), bytes(0xfd, 0, 0, 0))],
    ['imkh', join(text('IMKH'), bytes(1, 1, 0, 0))],
    ['h264', bytes(0, 0, 0, 1, 0x67, 0x64, 0, 0x1f, 0, 0, 0, 1, 0x68, 0xee, 0, 0, 1, 0x65, 0x88)],
    ['h265', bytes(0, 0, 0, 1, 0x40, 1, 0xc, 0, 0, 0, 1, 0x42, 1, 1, 0, 0, 0, 1, 0x44, 1, 0xc1)],
  ])('tells %s by its bytes', (container, header) => {
    expect(sniffContainer(header)).toBe(container);
  });

  it.each([
    ['text', text('The quick brown fox jumps over the lazy dog. '.repeat(40))],
    ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16)],
    ['a HEIC photo', join(bytes(0, 0, 0, 24), text('ftypheic'))],
    ['a WAV file', text('RIFF\x00\x00\x00\x00WAVEfmt ')],
    ['a PDF', text('%PDF-1.7\n')],
    ['one byte', bytes(0)],
    ['nothing', bytes()],
    ['zeros', new Uint8Array(4_096)],
  ])('does not take %s for a video', (_, header) => {
    expect(sniffContainer(header)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (header) => {
        sniffContainer(header);
      }),
    );
  });
});
