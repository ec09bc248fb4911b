import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reportFileName } from './report-file-name.ts';

it.each([
  ['Mall Nord', 'wandr-report-mall-nord-2026-11-20.pdf'],
  ['Müller & Söhne: 3. Etage', 'wandr-report-müller-söhne-3-etage-2026-11-20.pdf'],
  ['../../etc/passwd', 'wandr-report-etc-passwd-2026-11-20.pdf'],
  ['***', 'wandr-report-study-2026-11-20.pdf'],
])('names the report of %j %j', (name, expected) => {
  expect(reportFileName(name, '2026-11-20')).toBe(expected);
});

it('never leaves the folder, and fits into a file name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
      const fileName = reportFileName(name, '2026-11-20');
      expect(fileName).not.toMatch(/[/\\:*?"<>|\s]/);
      expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
    }),
  );
});
