import { ORPCError } from '@orpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningHost, startHost } from '../support/web-host.ts';

describe('RPC over a real WebSocket', () => {
  let host: RunningHost;
  beforeAll(async () => {
    host = await startHost();
  });
  afterAll(async () => host[Symbol.asyncDispose]());

  it('answers a procedure without input', async () => {
    using connection = await host.connect();
    const info = await connection.client.system.info();
    expect(info.host).toBe('web');
    expect(info.cpuCount).toBeGreaterThan(0);
  });

  it('maps an AppError to the declared error of its code, with its hint', async () => {
    using connection = await host.connect();
    const error = await connection.client.plan.get().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ORPCError);
    expect(error).toMatchObject({
      defined: true,
      code: 'NO_STUDY_OPEN',
      message: 'No study is open.',
      data: { hint: 'Open a study or create one first.' },
    });
  });

  it('maps what the schema refuses to INVALID_INPUT and says where', async () => {
    using connection = await host.connect();
    const input = { folder: host.folder, name: '', timeZone: 'Mars/Olympus' };
    const error = await connection.client.studies.create(input).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ defined: true, code: 'INVALID_INPUT' });
    expect((error as Error).message).toContain('timeZone');
  });

  it('makes a study, tells of the change, and ends the stream when the caller leaves', async () => {
    using connection = await host.connect();
    const leave = new AbortController();
    const changes = await connection.client.system.changes(undefined, { signal: leave.signal });
    const first = await changes.next();
    expect(first.value).toMatchObject({ topics: expect.arrayContaining(['study', 'jobs', 'reports']) });

    const study = await connection.client.studies.create({
      folder: host.folder,
      name: 'Mall',
      timeZone: 'Europe/Berlin',
    });
    expect(study.path.endsWith('Mall.wandr')).toBe(true);
    const second = await changes.next();
    expect(second.value).toMatchObject({ topics: expect.arrayContaining(['study']) });
    leave.abort();
    await expect(changes.next()).rejects.toThrow();
  });
});
