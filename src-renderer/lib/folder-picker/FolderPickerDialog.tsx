import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import clsx from 'clsx';
import { ArrowUp, FolderPlus, HardDrive } from 'lucide-react';
import { useState } from 'react';
import { orpc } from '../../api/index.ts';
import { Button, Dialog, ErrorNotice, IconButton, Spinner, TextField } from '../../ui/index.ts';
import { FolderEntries } from './FolderEntries.tsx';
import type { FolderPickerOptions } from './use-folder-picker.tsx';

export interface FolderPickerDialogProps extends FolderPickerOptions {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

export function FolderPickerDialog(props: FolderPickerDialogProps) {
  return (
    <Dialog isOpen={props.isOpen} onOpenChange={props.onOpenChange} title={props.title} size="lg">
      <FolderBrowser {...props} />
    </Dialog>
  );
}

/** Lives only while the dialog is open: every opening starts at the home folder, with fresh listings. */
function FolderBrowser({
  kind,
  chooseLabel,
  showsFiles = false,
  onChoose,
  onOpenChange,
}: FolderPickerDialogProps) {
  const [path, setPath] = useState<string | null>(null);
  const [typedPath, setTypedPath] = useState<string | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const input = { showFiles: showsFiles, ...(path === null ? {} : { path }) };
  const listing = useQuery(
    orpc.system.listFolder.queryOptions({ input, staleTime: 0, placeholderData: (previous) => previous }),
  );
  // A folder that cannot be read leaves the one before on screen, so that there is a way on from it.
  const [shown, setShown] = useState(listing.data);
  if (listing.data !== undefined && listing.data !== shown) setShown(listing.data);

  const goTo = (next: string) => {
    setPath(next);
    setTypedPath(null);
    setSelected(null);
  };
  const opened = listing.isError ? null : (shown?.path ?? null);
  const chosen = kind === 'study' ? selected : (selected ?? opened);

  return (
    <>
      <div className="flex items-end gap-2">
        <IconButton
          label="Parent folder"
          icon={<ArrowUp />}
          disabled={shown?.parent == null}
          onClick={() => shown?.parent != null && goTo(shown.parent)}
        />
        <form
          className="flex-1"
          onSubmit={(event) => {
            event.preventDefault();
            const next = typedPath ?? path;
            if (next === null) return;
            if (next === path) void listing.refetch();
            goTo(next);
          }}
        >
          <TextField
            label="Folder"
            isLabelHidden
            value={typedPath ?? opened ?? path ?? ''}
            onValueChange={setTypedPath}
            inputClassName="font-mono text-xs"
          />
        </form>
        {kind === 'folder' && shown !== undefined && <NewFolder parent={shown.path} onMade={goTo} />}
      </div>
      {listing.error !== null && <ErrorNotice error={listing.error} />}
      <div className="flex h-80 min-h-0 overflow-hidden rounded-lg border border-line">
        <ul aria-label="Places" className="w-44 shrink-0 overflow-y-auto border-r border-line bg-sunken p-1">
          {shown?.roots.map((root) => (
            <li key={root.path}>
              <button
                type="button"
                onClick={() => goTo(root.path)}
                className={clsx(
                  'flex h-8 w-full items-center gap-2 rounded-md px-2 text-left',
                  root.path === shown.path ? 'bg-accent-soft text-accent-ink' : 'text-ink-2 hover:bg-hover',
                )}
              >
                <HardDrive aria-hidden className="size-4 shrink-0" />
                <span className="truncate">{root.name}</span>
              </button>
            </li>
          ))}
        </ul>
        {shown === undefined ? (
          <div className="flex flex-1 items-center justify-center">
            {listing.error === null && <Spinner label="Reading the folder…" />}
          </div>
        ) : (
          <FolderEntries
            listing={shown}
            kind={kind}
            selected={selected}
            onSelect={setSelected}
            onEnter={goTo}
          />
        )}
      </div>
      <div className="flex items-center gap-2 pb-2">
        <p className="min-w-0 flex-1 truncate font-mono text-xs text-ink-3" data-selectable>
          {chosen ?? (kind === 'study' ? 'Choose a folder whose name ends in .wandr' : 'Choose a folder')}
        </p>
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button
          variant="primary"
          disabled={chosen === null}
          onClick={() => {
            if (chosen !== null) onChoose(chosen);
          }}
        >
          {chooseLabel}
        </Button>
      </div>
    </>
  );
}

function NewFolder({ parent, onMade }: { parent: string; onMade(path: string): void }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const create = useMutation(
    orpc.system.createFolder.mutationOptions({
      onSuccess: async (listing) => {
        setName(null);
        await queryClient.invalidateQueries({ queryKey: orpc.system.listFolder.key() });
        onMade(listing.path);
      },
    }),
  );
  if (name === null) {
    return (
      <Button icon={<FolderPlus />} onClick={() => setName('')}>
        New folder
      </Button>
    );
  }
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') create.mutate({ parent, name: name.trim() });
      }}
    >
      <TextField
        label="Name of the new folder"
        isLabelHidden
        placeholder="Name"
        autoFocus
        value={name}
        onValueChange={setName}
        error={create.error?.message}
        className="w-40"
      />
      <Button type="submit" isBusy={create.isPending}>
        Create
      </Button>
    </form>
  );
}
