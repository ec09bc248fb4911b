import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import type { SearchFilter } from '#shared/contract/search.ts';
import { orpc, useStudy } from '../../../api/index.ts';
import { formatPlural } from '../../../lib/format.ts';
import { Button, Checkbox, Popover, Select } from '../../../ui/index.ts';
import { AreaFilter } from './area/AreaFilter.tsx';
import { TimeField } from './TimeField.tsx';

export interface FilterFormProps {
  filter: SearchFilter;
  onChange(filter: SearchFilter): void;
}

const ANY_FLOOR = 'any';

/** When and where. */
export function FilterForm({ filter, onChange }: FilterFormProps) {
  const { timeZone } = useStudy();
  const { data: plan } = useQuery(orpc.plan.get.queryOptions());
  const floors = (plan?.floors ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const { fromUtcMs, toUtcMs, floorId, cameraIds, area } = filter;
  const cameras = plan?.cameras ?? [];
  const change = (changes: { [K in keyof SearchFilter]: SearchFilter[K] | undefined }) => {
    const all = { ...filter, ...changes };
    onChange(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
  };
  return (
    <div className="flex flex-col gap-3">
      <TimeField
        label="From"
        utcMs={fromUtcMs ?? null}
        timeZone={timeZone}
        onCommit={(utcMs) => change({ fromUtcMs: utcMs ?? undefined })}
      />
      <TimeField
        label="To"
        utcMs={toUtcMs ?? null}
        timeZone={timeZone}
        onCommit={(utcMs) => change({ toUtcMs: utcMs ?? undefined })}
      />
      <CameraFilter
        cameras={cameras}
        chosen={cameraIds ?? []}
        onChange={(ids) => change({ cameraIds: ids.length === 0 ? undefined : ids, area: undefined })}
      />
      <AreaFilter
        cameras={cameras}
        area={area}
        cameraId={cameraIds?.[0] ?? cameras[0]?.id ?? null}
        // The part says which camera; others would leave nobody.
        onChange={(next) => change({ area: next, ...(next && { cameraIds: undefined, floorId: undefined }) })}
      />
      {floors.length > 1 && (
        <Select
          label="Floor"
          value={floorId === undefined ? ANY_FLOOR : String(floorId)}
          onValueChange={(value) =>
            change({ floorId: value === ANY_FLOOR ? undefined : Number(value), area: undefined })
          }
          options={[{ value: ANY_FLOOR, label: 'Any' }, ...floors]}
        />
      )}
    </div>
  );
}

function CameraFilter({
  cameras,
  chosen,
  onChange,
}: {
  cameras: readonly { readonly id: number; readonly name: string }[];
  chosen: readonly number[];
  onChange(chosen: number[]): void;
}) {
  const names = cameras.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
  const summary = names.length === 1 ? names[0]! : formatPlural(chosen.length, 'camera');
  return (
    <div className="flex flex-col gap-1">
      <span className="text-xs font-medium text-ink-2">Cameras</span>
      <Popover
        label="Cameras"
        className="flex max-h-80 flex-col gap-2 overflow-y-auto"
        trigger={
          <Button className="w-full justify-between! font-normal!" disabled={cameras.length === 0}>
            <span className="truncate">{chosen.length === 0 ? 'Any' : summary}</span>
            <ChevronDown aria-hidden className="text-ink-3" />
          </Button>
        }
      >
        {cameras.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onCheckedChange={(isChosen) =>
              onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
        ))}
        {chosen.length > 0 && (
          <Button size="sm" onClick={() => onChange([])}>
            Any camera
          </Button>
        )}
      </Popover>
    </div>
  );
}
