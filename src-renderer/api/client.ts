/** The typed client of the contract, and its TanStack Query helpers. */
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '#shared/contract/index.ts';
import { reconnectingLink } from './connection.ts';

export type WandrClient = ContractRouterClient<Contract>;

/** Calls the host: `await client.plan.editCamera({ id, headingDeg })`. */
export const client: WandrClient = createORPCClient(reconnectingLink);

/** Query and mutation options: `useQuery(orpc.plan.get.queryOptions())`. */
export const orpc = createTanstackQueryUtils(client);
