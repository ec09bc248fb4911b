import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { studyFolderName } from './layout.ts';

describe('studyFolderName', () => {
  test.each([
    ['Mall', 'Mall.wandr'],
    ['Mall / May: day 1', 'Mall - May- day 1.wandr'],
    ['  ..secret', 'secret.wandr'],
    ['Café Zürich 日本', 'Café Zürich 日本.wandr'],
    ['con', 'study-con.wandr'],
    ['LPT1.May', 'study-LPT1.May.wandr'],
    ['Contest', 'Contest.wandr'],
    ['..', 'study-.wandr'],
  ])('%j becomes %j', (name, expected) => {
    expect(studyFolderName(name)).toBe(expected);
  });

  test('fits a file system, however many bytes its letters take', () => {
    for (const letter of ['監', '😀', 'a']) {
      const folder = studyFolderName(letter.repeat(300));
      expect(Buffer.byteLength(folder)).toBeLessThan(215);
      expect(folder).toMatch(new RegExp(`^${letter}+\\.wandr$`, 'u'));
    }
    expect(studyFolderName(`${'a'.repeat(199)}. b`)).toBe(`${'a'.repeat(199)}.wandr`);
  });

  test('is one path component that every file system takes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }), (name) => {
        const folder = studyFolderName(name);
        expect(folder).not.toMatch(/[<>:"/\\|?*]/);
        expect([...folder].every((letter) => letter.codePointAt(0)! >= 32)).toBe(true);
        expect(folder).toMatch(/^[^\s.].*\.wandr$/su);
      }),
    );
  });
});
