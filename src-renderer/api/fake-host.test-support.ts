/** A host inside the test, behind the real client and connection: procedures by their path. */
import { ORPCError } from '@orpc/client';
import type { ErrorInfo } from '#shared/errors.ts';
import { keepConnected } from './connection.ts';
import type { Transport } from './transport.ts';

export type Procedures = Record<string, (input: never) => unknown>;

interface FakeHost extends Disposable {
  /** The procedures called so far. */
  readonly calls: readonly string[];
}

/** Connects the client to `procedures`, such as `{'studies.current': () => null}`, until disposed. */
export async function connectFakeHost(procedures: Procedures): Promise<FakeHost> {
  const controller = new AbortController();
  const calls: string[] = [];
  const transport: Transport = {
    link: {
      call: async (path, input) => {
        const name = path.join('.');
        calls.push(name);
        const procedure = procedures[name];
        if (procedure === undefined) throw new Error(`The fake host has no ${name}.`);
        return procedure(input as never);
      },
    },
    closed: new Promise(() => {}),
    [Symbol.dispose]: () => {},
  };
  void keepConnected(controller.signal, () => Promise.resolve(transport));
  await Promise.resolve();
  return { calls, [Symbol.dispose]: () => controller.abort() };
}

/** What a procedure throws when the contract's error crosses the wire. */
export function contractError({ code, message, hint }: ErrorInfo): ORPCError<string, { hint: string }> {
  return new ORPCError(code, { message, data: { hint } });
}
