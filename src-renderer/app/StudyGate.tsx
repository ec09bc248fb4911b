import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { StudyContext, type useCurrentStudy } from '../api/index.ts';
import { navigate } from '../lib/router.ts';
import { Button, EmptyState, ErrorNotice, Spinner } from '../ui/index.ts';

export interface StudyGateProps {
  study: ReturnType<typeof useCurrentStudy>;
  isConnected: boolean;
  children: ReactNode;
}

/** Lets a view through only while a study is open; otherwise says how to open one. */
export function StudyGate({ study, isConnected, children }: StudyGateProps) {
  if (study.data != null) return <StudyContext value={study.data}>{children}</StudyContext>;
  if (study.isFetching || !isConnected) {
    return (
      <div className="flex flex-1 items-center justify-center">
        <Spinner label="Opening the study…" />
      </div>
    );
  }
  if (study.error !== null) {
    return (
      <div className="mx-auto w-full max-w-2xl p-10">
        <ErrorNotice
          error={study.error}
          action={
            <Button size="sm" onClick={() => void study.refetch()}>
              Try again
            </Button>
          }
        />
      </div>
    );
  }
  return (
    <EmptyState
      icon={<FolderOpen />}
      title="No study is open"
      action={
        <Button variant="primary" onClick={() => navigate('studies')}>
          Go to Studies
        </Button>
      }
    >
      A study is one folder with everything about one place: footage, plan, journeys and reports. Open or
      create one to begin.
    </EmptyState>
  );
}
