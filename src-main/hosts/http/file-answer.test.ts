import { describe, expect, it } from 'vitest';
import { answerFile, type FileRequest } from './file-answer.ts';

const file = {
  path: '/study/reports/Bericht März.pdf',
  mimeType: 'application/pdf',
  sizeBytes: 100,
  modifiedUtcMs: 1_700_000_000_000,
  downloadName: null as string | null,
};
const plain: FileRequest = { range: undefined, ifRange: undefined, ifNoneMatch: undefined };
const { etag } = answerFile(file, plain).headers;

describe('answerFile', () => {
  it('sends the rest of a file that did not change, and all of one that did', () => {
    expect(answerFile(file, { ...plain, range: 'bytes=50-', ifRange: etag })).toMatchObject({
      status: 206,
      part: { start: 50, end: 99 },
      headers: { 'content-length': '50', 'content-range': 'bytes 50-99/100' },
    });
    expect(answerFile(file, { ...plain, range: 'bytes=50-', ifRange: '"old"' })).toMatchObject({
      status: 200,
      part: { start: 0, end: 99 },
    });
  });

  it('knows a file that was made again by its time', () => {
    const again = { ...file, modifiedUtcMs: file.modifiedUtcMs + 1 };
    expect(answerFile(file, { ...plain, ifNoneMatch: etag }).status).toBe(304);
    expect(answerFile(again, { ...plain, ifNoneMatch: etag }).status).toBe(200);
  });

  it('sends an empty file without a part', () => {
    expect(answerFile({ ...file, sizeBytes: 0 }, plain)).toMatchObject({ status: 200, part: null });
  });

  it('offers a report under its own name, whatever characters are in it', () => {
    const { headers } = answerFile({ ...file, downloadName: 'Bericht März (1)\'s "x".pdf' }, plain);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="Bericht_M_rz_(1)_s_x_.pdf"; filename*=UTF-8''Bericht%20M%C3%A4rz%20%281%29%27s%20%22x%22.pdf`,
    );
    expect(answerFile(file, plain).headers['content-disposition']).toBeUndefined();
  });
});
