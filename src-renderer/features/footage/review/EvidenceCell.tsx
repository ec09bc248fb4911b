import type { Evidence, Recording } from '#shared/contract/library.ts';
import { Badge, ConfidenceBar, Popover } from '../../../ui/index.ts';

const sourceNames: Record<Evidence['source'], string> = {
  'file-name': 'File name',
  'folder-name': 'Folder name',
  container: 'Inside the file',
  'modified-time': 'Date of the file',
  tiling: 'Neighbouring files',
  operator: 'You',
};

/** How sure the proposal is; a click tells why. */
export function EvidenceCell({ recording }: { recording: Recording }) {
  return (
    <Popover
      label={`Evidence for ${recording.fileName}`}
      align="end"
      className="w-96"
      trigger={
        <button
          type="button"
          aria-label={`Evidence for ${recording.fileName}`}
          className="-mx-1.5 flex h-7 items-center rounded-md px-1.5 hover:bg-hover data-[state=open]:bg-hover"
        >
          <ConfidenceBar value={recording.confidence} />
        </button>
      }
    >
      <h3 className="mb-2 font-semibold">Why this camera and time</h3>
      {recording.evidence.length === 0 ? (
        <p className="text-ink-2">
          Nothing in the name or the file tells. Set the camera and start time by hand.
        </p>
      ) : (
        <ul className="flex max-h-80 flex-col gap-3 overflow-y-auto">
          {recording.evidence.map((evidence, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is read-only and never reordered.
            <li key={index} className="flex flex-col gap-1">
              <div className="flex items-center gap-2">
                <Badge tone={evidence.says === 'conflict' ? 'warning' : 'neutral'}>
                  {sourceNames[evidence.source]}
                </Badge>
                {evidence.grammar !== null && <span className="text-xs text-ink-3">{evidence.grammar}</span>}
                <span className="flex-1" />
                <ConfidenceBar value={evidence.confidence} label={`Confidence: ${evidence.text}`} />
              </div>
              <p className="text-ink-2" data-selectable>
                {evidence.text}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
