import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Film, FolderSearch } from 'lucide-react';
import { orpc, useStudy } from '../../api/index.ts';
import { useFolderPicker } from '../../lib/folder-picker/use-folder-picker.tsx';
import { formatPlural } from '../../lib/format.ts';
import { navigate, useRoute } from '../../lib/router.ts';
import { Button, EmptyState, ErrorNotice, Spinner, Tabs, ViewHeader } from '../../ui/index.ts';
import { CoveragePanel } from './coverage/CoveragePanel.tsx';
import { DropOverlay, DropZone } from './import/DropZone.tsx';
import { ImportProgress } from './import/ImportProgress.tsx';
import { useImport } from './import/import-store.ts';
import { useDrop } from './import/use-drop.ts';
import { ProblemsTable } from './ProblemsTable.tsx';
import { ReviewPanel } from './review/ReviewPanel.tsx';
import { isReviewable } from './review/recordings.ts';

type TabId = 'review' | 'coverage' | 'problems';

function tabOf(name: string | undefined): TabId {
  return name === 'coverage' || name === 'problems' ? name : 'review';
}

export function FootageView() {
  const study = useStudy();
  const { params } = useRoute();
  const recordings = useQuery(orpc.library.recordings.queryOptions());
  const { isOver, handlers } = useDrop();
  const picker = useFolderPicker({
    title: 'Choose the folder with your footage',
    chooseLabel: 'Scan this folder',
    kind: 'folder',
    showsFiles: true,
    onChoose: (path) => void useImport.getState().scan([path]),
  });

  const all = recordings.data ?? [];
  const reviewable = all.filter(isReviewable);
  const problems = all.filter((recording) => !isReviewable(recording));

  return (
    <div className="relative flex min-h-0 flex-1 flex-col" {...handlers}>
      <ViewHeader
        title="Footage"
        description={
          all.length === 0
            ? 'Recordings of this study'
            : `${formatPlural(all.length, 'file')} in ${study.name}`
        }
        actions={
          all.length > 0 && (
            <Button icon={<FolderSearch />} onClick={picker.open}>
              Add folder…
            </Button>
          )
        }
      />
      <ImportProgress />
      {recordings.error !== null && <ErrorNotice error={recordings.error} className="m-6" />}
      {recordings.isPending && (
        <div className="flex flex-1 items-center justify-center">
          <Spinner label="Loading recordings…" />
        </div>
      )}
      {recordings.data !== undefined && all.length === 0 && (
        <DropZone isOver={isOver} onChoose={picker.open} />
      )}
      {all.length > 0 && (
        <>
          <Tabs<TabId>
            label="Footage"
            value={tabOf(params.tab)}
            onValueChange={(tab) => navigate('footage', { tab }, { replace: true })}
            items={[
              {
                id: 'review',
                label: 'Review',
                count: reviewable.length,
                content:
                  reviewable.length > 0 ? (
                    <ReviewPanel recordings={reviewable} />
                  ) : (
                    <EmptyState icon={<Film />} title="No file here can be used">
                      The Problems tab says why for each file, and what to do about it.
                    </EmptyState>
                  ),
              },
              { id: 'coverage', label: 'Coverage', content: <CoveragePanel recordings={all} /> },
              {
                id: 'problems',
                label: 'Problems',
                count: problems.length,
                content:
                  problems.length > 0 ? (
                    <ProblemsTable problems={problems} recordings={all} />
                  ) : (
                    <EmptyState icon={<CircleCheck />} title="No problems">
                      Every file could be read, and none is there twice.
                    </EmptyState>
                  ),
              },
            ]}
          />
          {isOver && <DropOverlay />}
        </>
      )}
      {picker.dialog}
    </div>
  );
}
