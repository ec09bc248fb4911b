import { describe, expect, it } from 'vitest';
import { type ZipFile, zipOf } from '../../../tests/fixtures/zip/zip-writer.ts';
import { readZip, ZipError } from './zip.ts';

const text = (value: string) => Buffer.from(value);
const poem = text('a model, a card, a model, a card, '.repeat(200));

describe('readZip', () => {
  it('reads stored and deflated files, and passes over folders', async () => {
    const entries = readZip(
      zipOf([
        { name: 'pack/', data: text('') },
        { name: 'pack/model.json', data: text('{}'), method: 'store' },
        { name: 'pack/model.onnx', data: poem },
      ]),
    );
    expect(entries.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['pack/model.json', 2],
      ['pack/model.onnx', poem.length],
    ]);
    expect(Buffer.from(await entries[0]!.read()).toString()).toBe('{}');
    expect(Buffer.from(await entries[1]!.read()).equals(poem)).toBe(true);
  });

  it('finds the end before a comment', () => {
    expect(readZip(zipOf([{ name: 'a', data: text('a') }], { comment: 'made by a test' }))).toHaveLength(1);
  });

  it.each(['../model.json', 'a/../../b', '/etc/model.json', 'C:/model.json', 'a\\b', 'a\0b'])(
    'refuses the name %j',
    (name) => {
      expect(() => readZip(zipOf([{ name, data: text('x') }]))).toThrow(/outside/);
    },
  );

  it.each<[string, Partial<ZipFile>, RegExp]>([
    ['encrypted', { flags: 1 }, /encrypted/],
    ['packed in another way', { methodCode: 12 }, /method 12/],
    ['of a zip64', { claimedSizeBytes: 0xffffffff }, /zip64/],
  ])('refuses a file that is %s', (_, change, reason) => {
    expect(() => readZip(zipOf([{ name: 'model.onnx', data: poem, ...change }]))).toThrow(reason);
  });

  it('does not unpack more than the directory says', async () => {
    const bomb = Buffer.alloc(1 << 20);
    const [entry] = readZip(zipOf([{ name: 'model.onnx', data: bomb, claimedSizeBytes: 100 }]));
    await expect(entry!.read()).rejects.toThrow(ZipError);
  });

  it('refuses a file whose checksum is wrong', async () => {
    const [entry] = readZip(zipOf([{ name: 'model.onnx', data: poem, checksum: 1 }]));
    await expect(entry!.read()).rejects.toThrow(/damaged model.onnx/);
  });

  it('refuses what is cut off anywhere, or is no zip', async () => {
    const whole = zipOf([{ name: 'model.onnx', data: poem }]);
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => readZip(whole.subarray(0, length))).toThrow(ZipError);
    }
    expect(() => readZip(poem)).toThrow(ZipError);
  });
});
