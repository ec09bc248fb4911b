import { expect, test } from 'vitest';
import { OutputTail } from './output-tail.ts';

test('puts lines together from pieces and keeps the last ones, the unfinished one too', () => {
  const told: string[] = [];
  const tail = new OutputTail(2, (line) => told.push(line));
  for (const piece of ['fir', 'st\nsec', 'ond\r\n\n', 'third\nunfin']) tail.push(piece);
  expect(told).toEqual(['first', 'second', 'third']);
  expect(tail.lines()).toEqual(['third', 'unfin']);
});
