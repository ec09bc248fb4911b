import { Info, X } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useConnection, useCurrentStudy } from '../api/index.ts';
import { useRoute } from '../lib/router.ts';
import { IconButton, Spinner } from '../ui/index.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Navigation } from './Navigation.tsx';
import { StudyGate } from './StudyGate.tsx';
import { viewEntry } from './views.ts';

/** The frame of the application: navigation at the left, the view at the right. */
export function Shell() {
  const { view } = useRoute();
  const study = useCurrentStudy();
  const wasConnected = useConnection((state) => state.generation > 0);
  const entry = viewEntry(view);
  const View = entry.component;

  return (
    <div className="flex h-full">
      <title>{[entry.title, study.data?.name, 'Wandr'].filter(Boolean).join(' – ')}</title>
      <button
        type="button"
        onClick={() => document.getElementById('main')?.focus()}
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-raised focus:p-2"
      >
        Skip to content
      </button>
      <Navigation study={study.data ?? null} view={view} />
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-canvas outline-none">
        <ConnectionNotice />
        {study.data?.notice != null && <StudyNotice key={study.data.path} text={study.data.notice} />}
        {/* A view's state belongs to one study: another study starts it anew. */}
        <ErrorBoundary key={`${view} ${study.data?.path ?? ''}`} title={`${entry.title} ran into a problem`}>
          <Suspense fallback={<ViewLoading />}>
            {entry.needsStudy ? (
              <StudyGate study={study} isConnected={wasConnected}>
                <View />
              </StudyGate>
            ) : (
              <View />
            )}
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}

function ViewLoading() {
  return (
    <div className="flex flex-1 items-center justify-center">
      <Spinner label="Loading…" />
    </div>
  );
}

/** Tells how the last session ended, until it is read. */
function StudyNotice({ text }: { text: string }) {
  const [isRead, setIsRead] = useState(false);
  if (isRead) return null;
  return (
    <div role="status" className="flex items-center gap-2 bg-accent-soft px-6 py-1.5 text-accent-ink">
      <Info aria-hidden className="size-4 shrink-0" />
      <p className="flex-1">{text}</p>
      <IconButton size="sm" label="Dismiss" icon={<X />} onClick={() => setIsRead(true)} />
    </div>
  );
}
