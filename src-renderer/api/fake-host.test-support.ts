/** A host inside the test, behind the real client and connection: procedures by their path. */
import { ORPCError } from '@orpc/client';
import type { ErrorInfo } from '#shared/errors.ts';
import { keepConnected } from './connection.ts';
import type { Transport } from './transport.ts';

export type Procedures = Record<string, (input: never) => unknown>;

interface FakeHost extends Disposable {
  /** The procedures called so far. */
  readonly calls: readonly string[];
  /** The procedures whose caller called them off. */
  readonly calledOff: readonly string[];
}

/** Connects the client to `procedures`, such as `{'studies.current': () => null}`, until disposed. */
export async function connectFakeHost(procedures: Procedures): Promise<FakeHost> {
  const controller = new AbortController();
  const calls: string[] = [];
  const calledOff: string[] = [];
  /** As over a wire, the caller does not wait for the host's answer. */
  const whenCalledOff = (name: string, signal: AbortSignal | undefined) =>
    new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        calledOff.push(name);
        reject(signal.reason);
      });
    });
  const transport: Transport = {
    link: {
      call: async (path, input, { signal }) => {
        const name = path.join('.');
        calls.push(name);
        const procedure = procedures[name];
        if (procedure === undefined) throw new Error(`The fake host has no ${name}.`);
        return await Promise.race([procedure(input as never), whenCalledOff(name, signal)]);
      },
    },
    closed: new Promise(() => {}),
    [Symbol.dispose]: () => {},
  };
  void keepConnected(controller.signal, () => Promise.resolve(transport));
  await Promise.resolve();
  return { calls, calledOff, [Symbol.dispose]: () => controller.abort() };
}

/** What a procedure throws when the contract's error crosses the wire. */
export function contractError({ code, message, hint }: ErrorInfo): ORPCError<string, { hint: string }> {
  return new ORPCError(code, { message, data: { hint } });
}
