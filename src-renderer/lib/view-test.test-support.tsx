import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Recording } from '#shared/contract/library.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
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

/** An open study that holds so much. */
export function studyWith(counts: StudySummary['counts']): StudySummary {
  return {
    path: '/studies/Mall.wandr',
    name: 'Mall',
    timeZone: 'UTC',
    createdUtcMs: 0,
    sizeOnDiskBytes: 0,
    counts,
    observedMs: 60_000,
    notice: null,
  };
}

/** A minute of the camera *Door* that is proposed, but for what `change` says. */
export function recordingWith(change: Partial<Recording> = {}): Recording {
  const { id = 1, startUtcMs = Date.UTC(2026, 10, 20, 9) } = change;
  return {
    id,
    path: `/usb/cam/${id}.mp4`,
    fileName: `${id}.mp4`,
    sizeBytes: 1_000,
    status: 'proposed',
    problem: null,
    cameraId: null,
    cameraName: 'Door',
    startUtcMs,
    endUtcMs: startUtcMs === null ? null : startUtcMs + 60_000,
    evidence: [],
    confidence: 0.9,
    probe: null,
    sha256: null,
    duplicateOfId: null,
    proxy: 'none',
    hasThumbnail: false,
    analysis: 'none',
    analysisProgress: 0,
    ...change,
  };
}

/** Renders a view with what the shell provides. */
export function showView(view: ReactNode): void {
  render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>{view}</TooltipProvider>
    </QueryClientProvider>,
  );
}
