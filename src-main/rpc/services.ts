import type { ContractProcedure, ErrorMap, InferSchemaInput, InferSchemaOutput, Meta } from '@orpc/contract';
import type { Contract } from '#shared/contract/index.ts';

/**
 * A procedure as a method of a service: it takes the parsed input and a signal that aborts when the caller
 * goes away, and returns what the output schema accepts.
 */
type MethodOf<P> =
  P extends ContractProcedure<infer I, infer O, ErrorMap, Meta>
    ? (input: InferSchemaOutput<I>, signal: AbortSignal) => InferSchemaInput<O> | Promise<InferSchemaInput<O>>
    : never;

/** One service per group of the contract, one method per procedure, of the same name. */
export type ServicesOf<C> = { readonly [G in keyof C]: { readonly [P in keyof C[G]]: MethodOf<C[G][P]> } };

/** What the RPC is made of. `app/` builds it; the compiler compares every service with the contract there. */
export type Services = ServicesOf<Contract>;
