import { QueryClient } from '@tanstack/react-query';

/**
 * Data stays fresh until the host says that it changed (see changes.ts), so nothing is refetched on focus. Calls
 * are not retried: an expected error stays one, and after a lost connection everything is refetched.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
