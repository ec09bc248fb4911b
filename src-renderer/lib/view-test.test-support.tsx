import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { queryClient } from '../api/index.ts';
import { TooltipProvider } from '../ui/index.ts';

/** Each test of the file begins without cached answers and leaves nothing on the page. */
export function isolateViewTests(): void {
  beforeEach(() => {
    queryClient.clear();
    // jsdom lays nothing out, so there is nothing to observe.
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    );
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });
}

/** Renders a view with what the shell provides. */
export function showView(view: ReactNode): void {
  render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>{view}</TooltipProvider>
    </QueryClientProvider>,
  );
}
