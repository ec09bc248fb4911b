import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FileLogger } from './logger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wandr-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const readLog = (name: string) =>
  readFileSync(join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('writes a line per message, with what an error hides from JSON', () => {
  const logger = new FileLogger(folder, { now: () => Date.UTC(2026, 10, 22, 10) });
  logger.debug('not asked for');
  logger.info('Serving.', { port: 1 });
  logger.error('Failed.', { error: new Error('why', { cause: new TypeError('deeper') }) });
  const [info, error] = readLog('wandr-2026-11-22.log');
  expect(info).toEqual({ time: '2026-11-22T10:00:00.000Z', level: 'info', message: 'Serving.', port: 1 });
  expect(error).toMatchObject({ level: 'error', error: { message: 'why', cause: { name: 'TypeError' } } });
});

it('begins a new file each day', () => {
  let now = Date.UTC(2026, 10, 22, 23, 59);
  const logger = new FileLogger(folder, { now: () => now });
  logger.info('late');
  now += 120_000;
  logger.info('early');
  expect(readdirSync(folder).sort()).toEqual(['wandr-2026-11-22.log', 'wandr-2026-11-23.log']);
  expect(readLog('wandr-2026-11-23.log')).toMatchObject([{ message: 'early' }]);
});

it('says once that it cannot write, and does not take the application with it', () => {
  const notAFolder = join(folder, 'file');
  writeFileSync(notAFolder, '');
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const logger = new FileLogger(notAFolder);
  logger.info('one');
  expect(stderr).toHaveBeenCalledWith(expect.stringContaining('The log cannot be written'));
  logger.info('two');
  expect(stderr).toHaveBeenCalledTimes(1);
  stderr.mockRestore();
});
