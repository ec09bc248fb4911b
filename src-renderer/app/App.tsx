import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { queryClient } from '../api/index.ts';
import { useTheme } from '../lib/theme.ts';
import { Toaster, TooltipProvider } from '../ui/index.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Shell } from './Shell.tsx';

export function App() {
  const theme = useTheme((state) => state.theme);
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider>
          <ErrorBoundary title="Wandr ran into a problem">
            <Shell />
          </ErrorBoundary>
          <Toaster theme={theme} />
        </TooltipProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}
