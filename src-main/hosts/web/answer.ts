import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type AppError, type ErrorCode, errorKind } from '#shared/errors.ts';
import type { MediaFile } from '../../services/media/media-service.ts';
import { answerFile } from '../http/file-answer.ts';

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

export function answerPage(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html);
}

export function answerError(response: ServerResponse, error: AppError): void {
  if (response.headersSent) {
    // Half an answer is on its way; only breaking it off tells the page.
    response.destroy();
    return;
  }
  const body = errorKind(error.code) === 'bug' ? 'Something went wrong inside Wandr.' : error.toInfo();
  response
    .writeHead(statusOf(error.code), { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

function statusOf(code: ErrorCode): number {
  if (errorKind(code) === 'bug') return 500;
  if (code === 'NOT_FOUND' || code === 'FILE_MISSING') return 404;
  if (code === 'NO_STUDY_OPEN' || code === 'CONFLICT') return 409;
  if (code === 'PERMISSION_DENIED') return 403;
  if (code === 'DISK_FULL') return 507;
  return 400;
}

export async function answerWithFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: MediaFile,
): Promise<void> {
  const { status, headers, part } = answerFile(file, {
    range: request.headers.range,
    ifRange: singleHeader(request.headers['if-range']),
    ifNoneMatch: request.headers['if-none-match'],
  });
  response.writeHead(status, headers);
  if (!part || request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(createReadStream(file.path, part), response);
  } catch (error) {
    // A player that seeks drops the answer it was reading.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

function singleHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
