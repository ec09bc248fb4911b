import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract';
import { type AnyProcedure, implement, type Router } from '@orpc/server';
import { type Contract, contract } from '#shared/contract/index.ts';
import { type ReportBug, toRpcError } from './errors.ts';
import type { Services } from './services.ts';

export type RpcRouter = Router<Contract, Record<never, never>>;

/** The contract, implemented by the services one to one; `Services` is what makes this loop type-safe. */
export function createRouter(services: Services, reportBug: ReportBug): RpcRouter {
  const entries = Object.entries(contract).map(([group, procedures]) => {
    const service = services[group as keyof Contract] as unknown as Record<string, AnyMethod>;
    const implemented = Object.entries(procedures).map(([name, procedure]) => [
      name,
      implementProcedure(
        procedure,
        `${group}.${name}`,
        (input, signal) => service[name]!(input, signal),
        reportBug,
      ),
    ]);
    return [group, Object.fromEntries(implemented)];
  });
  return Object.fromEntries(entries) as RpcRouter;
}

/** Input and output are checked inside the middleware, so that what the schemas refuse is mapped as well. */
const validateInside = {
  initialInputValidationIndex: Number.POSITIVE_INFINITY,
  initialOutputValidationIndex: Number.POSITIVE_INFINITY,
};

type AnyMethod = (input: unknown, signal: AbortSignal) => unknown;

function implementProcedure(
  procedure: AnyContractProcedure,
  path: string,
  method: AnyMethod,
  reportBug: ReportBug,
): AnyProcedure {
  if (!isContractProcedure(procedure)) throw new TypeError(`${path} is no procedure of the contract.`);
  return implement(procedure, validateInside)
    .use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        throw toRpcError(error, path, reportBug);
      }
    })
    .handler(({ input, signal }) => method(input, signal ?? new AbortController().signal));
}
