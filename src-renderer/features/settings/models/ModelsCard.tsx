import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PackagePlus, ShieldCheck } from 'lucide-react';
import type { ModelDetails, ModelList, ProviderName } from '#shared/contract/models.ts';
import { orpc, useCurrentStudy } from '../../../api/index.ts';
import { useFolderPicker } from '../../../lib/folder-picker/use-folder-picker.tsx';
import { Button, Card, ErrorNotice, Select, Spinner, toast } from '../../../ui/index.ts';
import { DownloadPack } from './DownloadPack.tsx';
import { ModelItem } from './ModelItem.tsx';

const providerNames: Readonly<Record<ProviderName, string>> = {
  cpu: 'CPU',
  cuda: 'CUDA (NVIDIA)',
  directml: 'DirectML (Windows)',
  coreml: 'Core ML (macOS)',
};

const groups: readonly { role: ModelDetails['role']; title: string }[] = [
  { role: 'detector', title: 'Finding people' },
  { role: 'outfit', title: 'Describing outfits' },
  { role: 'parser', title: 'Finding garments' },
];

/** The models on this computer, their cards, and which of them the open study is analysed with. */
export function ModelsCard() {
  const list = useQuery(orpc.models.list.queryOptions());
  const queryClient = useQueryClient();
  const tellAdded = async ({ name }: ModelDetails) => {
    await queryClient.invalidateQueries({ queryKey: orpc.models.list.key() });
    toast.success(`Added ${name}.`);
  };
  const add = useMutation(orpc.models.add.mutationOptions({ onSuccess: tellAdded }));
  const verify = useMutation(orpc.models.verify.mutationOptions({ onError: toast.error }));
  const picker = useFolderPicker({
    title: 'Choose the folder of the model pack',
    chooseLabel: 'Add this model',
    kind: 'folder',
    showsFiles: true,
    onChoose: (path) => add.mutate({ path }),
  });
  return (
    <Card
      title="Models"
      description="What finds people and describes outfits. No faces, no names."
      actions={
        <>
          <Button icon={<ShieldCheck />} isBusy={verify.isPending} onClick={() => verify.mutate(undefined)}>
            Verify
          </Button>
          <Button icon={<PackagePlus />} isBusy={add.isPending} onClick={picker.open}>
            Add from folder…
          </Button>
          <DownloadPack onAdded={tellAdded} />
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {add.error !== null && <ErrorNotice error={add.error} />}
        {list.error !== null && <ErrorNotice error={list.error} />}
        {list.isPending && <Spinner label="Reading the cards…" />}
        {list.data !== undefined && <Models list={list.data} checks={verify.data ?? []} />}
      </div>
      {picker.dialog}
    </Card>
  );
}

interface ModelsProps {
  list: ModelList;
  checks: readonly { name: string; problem: string | null }[];
}

function Models({ list, checks }: ModelsProps) {
  const queryClient = useQueryClient();
  const { data: study } = useCurrentStudy();
  const keep = (next: ModelList) => queryClient.setQueryData(orpc.models.list.queryKey(), next);
  const use = useMutation(orpc.models.use.mutationOptions({ onSuccess: keep }));
  const remove = useMutation(orpc.models.remove.mutationOptions({ onSuccess: keep, onError: toast.error }));
  const hasStudy = study != null;
  return (
    <>
      <Select
        label="Computed on"
        hint={
          hasStudy
            ? `Holds for “${study.name}” and what is analysed from now on; analyse again to replace older results.`
            : 'Open a study to choose its models.'
        }
        value={list.provider}
        options={list.providers.map((value) => ({ value, label: providerNames[value] }))}
        onValueChange={(provider) => use.mutate({ provider })}
        disabled={!hasStudy || use.isPending}
        className="max-w-sm"
      />
      {use.isPending && <Spinner label="Trying it on a test picture…" />}
      {use.error !== null && <ErrorNotice error={use.error} />}
      {groups.map(({ role, title }) => (
        <section key={role} aria-label={title} className="flex flex-col gap-3">
          <h3 className="font-semibold">{title}</h3>
          <ul className="flex flex-col gap-3">
            {list.models
              .filter((model) => model.role === role)
              .map((model) => (
                <ModelItem
                  key={model.name}
                  model={model}
                  check={checks.find(({ name }) => name === model.name)}
                  canUse={hasStudy && !use.isPending}
                  onUse={() => use.mutate({ name: model.name })}
                  onRemove={() => remove.mutate({ name: model.name })}
                />
              ))}
          </ul>
        </section>
      ))}
      {list.problems.map(({ name, reason }) => (
        <ErrorNotice
          key={name}
          error={{ code: 'MODEL_INVALID', message: reason, hint: 'Remove it, and add a good copy.' }}
          action={
            <Button aria-label={`Remove ${name}`} onClick={() => remove.mutate({ name })}>
              Remove
            </Button>
          }
        />
      ))}
    </>
  );
}
