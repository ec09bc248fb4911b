import { Pencil, Plus } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import type { Floor } from '#shared/contract/plan.ts';
import { IconButton } from '../../ui/index.ts';
import { FloorDialog } from './FloorDialog.tsx';
import { usePlanState } from './plan-state.ts';
import { useAddFloor, useRenameFloor } from './use-plan.ts';

/** The tabs of the floors, lowest first, with buttons to add one and to rename the one shown. Inside `Tabs.Root`. */
export function FloorTabs({ floors, shown }: { floors: readonly Floor[]; shown: Floor | null }) {
  const showFloor = usePlanState((state) => state.showFloor);
  const [dialog, setDialog] = useState<'add' | 'rename' | null>(null);
  const add = useAddFloor();
  const rename = useRenameFloor();
  const ordered = floors.toSorted((a, b) => a.level - b.level || a.id - b.id);
  const nextLevel = ordered.length === 0 ? 0 : ordered.at(-1)!.level + 1;
  return (
    <div className="mr-2 flex min-w-0 items-center gap-1">
      <Tabs.List
        aria-label="Floors"
        className="flex min-w-0 gap-0.5 overflow-x-auto rounded-lg bg-sunken p-0.5"
      >
        {ordered.map((floor) => (
          <Tabs.Trigger
            key={floor.id}
            value={String(floor.id)}
            className="h-7 rounded-md px-3 font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink data-[state=active]:bg-raised data-[state=active]:text-ink data-[state=active]:shadow-low"
          >
            {floor.name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {shown && (
        <IconButton
          label="Rename floor"
          icon={<Pencil aria-hidden />}
          size="sm"
          onClick={() => setDialog('rename')}
        />
      )}
      <IconButton label="Add floor" icon={<Plus aria-hidden />} size="sm" onClick={() => setDialog('add')} />
      {dialog !== null && (
        <FloorDialog
          title={dialog === 'add' ? 'Add floor' : 'Rename floor'}
          initialName={dialog === 'rename' ? (shown?.name ?? '') : ''}
          isBusy={add.isPending || rename.isPending}
          onClose={() => setDialog(null)}
          onSubmit={(name) => {
            const onSettled = () => setDialog(null);
            if (dialog === 'rename' && shown) rename.mutate({ floorId: shown.id, name }, { onSettled });
            else {
              add.mutate(
                { name, level: nextLevel },
                {
                  onSettled,
                  onSuccess: (plan) => {
                    const added = plan.floors.find((floor) => !floors.some((known) => known.id === floor.id));
                    if (added) showFloor(added.id);
                  },
                },
              );
            }
          }}
        />
      )}
    </div>
  );
}
