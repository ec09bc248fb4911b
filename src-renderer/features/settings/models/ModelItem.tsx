import { Check, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ModelDetails } from '#shared/contract/models.ts';
import { Badge, Button, ConfirmDialog, IconButton, KeyValue } from '../../../ui/index.ts';

const originNames: Readonly<Record<ModelDetails['origin'], string>> = {
  'built-in': 'Built in, no network',
  shipped: 'Came with Wandr',
  pack: 'Added',
};

export interface ModelItemProps {
  model: ModelDetails;
  /** What verifying said; undefined before, and for what has no file. */
  check: { problem: string | null } | undefined;
  canUse: boolean;
  onUse(): void;
  onRemove(): void;
}

/** A model with what a user should know before trusting it; the rest of its card folds out. */
export function ModelItem({ model, check, canUse, onUse, onRemove }: ModelItemProps) {
  const [isRemoving, setRemoving] = useState(false);
  return (
    <li aria-label={model.name} className="flex flex-col gap-2 rounded-lg border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h4 className="font-medium">{model.name}</h4>
        <Badge>{originNames[model.origin]}</Badge>
        {check?.problem === null && (
          <Badge tone="success" icon={<Check aria-hidden />}>
            Verified
          </Badge>
        )}
        <span className="flex-1" />
        {model.isChosen ? (
          <Badge tone="accent">In use</Badge>
        ) : (
          <Button size="sm" aria-label={`Use ${model.name}`} disabled={!canUse} onClick={onUse}>
            Use
          </Button>
        )}
        {model.origin === 'pack' && (
          <IconButton
            label={`Remove ${model.name}`}
            icon={<Trash2 />}
            disabled={model.isChosen}
            onClick={() => setRemoving(true)}
          />
        )}
      </div>
      {check?.problem != null && (
        <p role="alert" className="text-danger-ink">
          {check.problem}
        </p>
      )}
      <KeyValue
        items={[
          { key: 'Accuracy', value: <Accuracy model={model} /> },
          { key: 'Latency', value: model.latency },
          { key: 'Limits', value: model.limits },
          { key: 'Licence', value: model.licence },
        ]}
      />
      <details className="text-sm">
        <summary className="cursor-pointer text-ink-2">Whole card</summary>
        <KeyValue
          className="mt-2"
          items={[
            { key: 'Meant for', value: model.intendedUse },
            { key: 'Architecture', value: model.architecture },
            ...(model.head === null ? [] : [{ key: 'Output', value: model.head }]),
            { key: 'Training data', value: model.trainingData },
            { key: 'Source', value: model.source },
            ...(model.sha256 === null
              ? []
              : [
                  {
                    key: 'SHA-256',
                    value: <span className="font-mono text-xs break-all">{model.sha256}</span>,
                  },
                ]),
          ]}
        />
      </details>
      <ConfirmDialog
        isOpen={isRemoving}
        onOpenChange={setRemoving}
        title={`Remove ${model.name}?`}
        description="Its files are deleted from this computer. Results that it made stay in their studies."
        confirmLabel="Remove"
        isDanger
        onConfirm={() => {
          setRemoving(false);
          onRemove();
        }}
      />
    </li>
  );
}

function Accuracy({ model }: { model: ModelDetails }) {
  if (model.accuracy.length === 0) return 'Not told';
  return (
    <ul>
      {model.accuracy.map(({ set, metric, value }) => (
        <li key={`${set} ${metric}`}>
          {set}: {metric} <span className="font-semibold tabular-nums">{value}</span>
        </li>
      ))}
    </ul>
  );
}
