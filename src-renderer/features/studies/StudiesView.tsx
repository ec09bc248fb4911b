import { useMutation, useQuery } from '@tanstack/react-query';
import { FolderOpen, FolderPlus, Plus, Sparkles } from 'lucide-react';
import { useState } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { enterStudy, orpc, useCurrentStudy } from '../../api/index.ts';
import { useFolderPicker } from '../../lib/folder-picker/use-folder-picker.tsx';
import {
  Button,
  type ButtonProps,
  Card,
  EmptyState,
  ErrorNotice,
  Spinner,
  ViewHeader,
} from '../../ui/index.ts';
import { CreateStudyDialog } from './CreateStudyDialog.tsx';
import { DeleteStudyDialog } from './DeleteStudyDialog.tsx';
import { leaveStudies } from './leave-studies.ts';
import { OpenStudyCard } from './OpenStudyCard.tsx';
import { RecentStudies } from './RecentStudies.tsx';
import type { StudyPlace } from './study-place.ts';

export function StudiesView() {
  const current = useCurrentStudy();
  const recent = useQuery(orpc.studies.recent.queryOptions());
  const [isCreating, setIsCreating] = useState(false);
  const [toDelete, setToDelete] = useState<StudyPlace | null>(null);
  const enter = async (study: StudySummary) => {
    await enterStudy(study);
    leaveStudies(study.counts.journeys > 0 ? 'journeys' : 'footage');
  };
  const open = useMutation(orpc.studies.open.mutationOptions({ onSuccess: enter }));
  const openSample = useMutation(orpc.studies.openSample.mutationOptions({ onSuccess: enter }));
  const picker = useFolderPicker({
    title: 'Open a study',
    chooseLabel: 'Open study',
    kind: 'study',
    onChoose: (path) => open.mutate({ path }),
  });

  const others = recent.data?.filter((study) => study.path !== current.data?.path) ?? [];
  const isFirstUse = recent.data !== undefined && current.data === null && others.length === 0;

  const sampleButton = (look: Pick<ButtonProps, 'variant' | 'size' | 'children'>) => (
    <Button
      {...look}
      icon={<Sparkles />}
      onClick={() => openSample.mutate({})}
      isBusy={openSample.isPending}
    />
  );

  return (
    <>
      <ViewHeader
        title="Studies"
        description="One folder holds everything about one place. Deleting it leaves no trace."
        actions={
          <>
            {!isFirstUse && sampleButton({ variant: 'ghost', children: 'Sample study' })}
            <Button icon={<FolderOpen />} onClick={picker.open} isBusy={open.isPending}>
              Open…
            </Button>
            <Button variant="primary" icon={<Plus />} onClick={() => setIsCreating(true)}>
              New study
            </Button>
          </>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-6">
        {open.error !== null && <ErrorNotice error={open.error} />}
        {openSample.error !== null && <ErrorNotice error={openSample.error} />}
        {current.data != null && <OpenStudyCard study={current.data} onDelete={setToDelete} />}
        {recent.error !== null && <ErrorNotice error={recent.error} />}
        {recent.isPending && <Spinner label="Looking for studies…" />}
        {others.length > 0 && (
          <Card title="Recent studies" isFlush className="min-h-48 flex-1">
            <RecentStudies
              studies={others}
              openingPath={open.isPending ? open.variables.path : null}
              onOpen={(path) => open.mutate({ path })}
              onDelete={setToDelete}
            />
          </Card>
        )}
        {isFirstUse && (
          <EmptyState
            icon={<FolderPlus />}
            title="Start with a study"
            action={
              <>
                <Button variant="primary" size="lg" icon={<Plus />} onClick={() => setIsCreating(true)}>
                  New study
                </Button>
                {sampleButton({ size: 'lg', children: 'Open the sample study' })}
              </>
            }
          >
            Give it a name, then drop the folder with your recorder’s exports. Or look at the sample study
            first: a small mall on two floors. Wandr works on this computer only; nothing leaves it.
          </EmptyState>
        )}
      </div>
      {picker.dialog}
      <CreateStudyDialog isOpen={isCreating} onOpenChange={setIsCreating} />
      <DeleteStudyDialog study={toDelete} onClose={() => setToDelete(null)} />
    </>
  );
}
