import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { type ModelDetails, type PinnedPack, pinnedPackSchema } from '#shared/contract/models.ts';
import { client } from '../../../api/index.ts';
import { isCancellation } from '../../../lib/errors.ts';
import { Button, Dialog, ErrorNotice, TextField } from '../../../ui/index.ts';

/** Fetches a pack that the user names by address and hash; the only place where Wandr uses a network. */
export function DownloadPack({ onAdded }: { onAdded(model: ModelDetails): void }) {
  const [isOpen, setOpen] = useState(false);
  const [url, setUrl] = useState('');
  const [sha256, setSha256] = useState('');
  const running = useRef<AbortController | null>(null);
  const download = useMutation({
    mutationFn: (pack: PinnedPack) => {
      running.current = new AbortController();
      return client.models.download(pack, { signal: running.current.signal });
    },
    onSuccess: (model) => {
      setOpen(false);
      onAdded(model);
    },
  });
  const pack = pinnedPackSchema.safeParse({ url: url.trim(), sha256: sha256.trim() });
  const problemOf = (field: string, value: string) =>
    value === '' ? null : pack.error?.issues.find(({ path }) => path[0] === field)?.message;
  return (
    <>
      <Button icon={<Download />} onClick={() => setOpen(true)}>
        Download…
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Download a model pack"
        description="Wandr uses the network for this only, and only now. The server learns this computer’s address; no footage and no results are sent."
        footer={
          <>
            {download.isPending ? (
              <Button onClick={() => running.current?.abort()}>Cancel</Button>
            ) : (
              <Button onClick={() => setOpen(false)}>Close</Button>
            )}
            <Button
              variant="primary"
              isBusy={download.isPending}
              disabled={!pack.success}
              onClick={() => pack.data && download.mutate(pack.data)}
            >
              Download and add
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <TextField
            label="Address of the zip"
            value={url}
            onValueChange={setUrl}
            error={problemOf('url', url)}
          />
          <TextField
            label="SHA-256"
            hint="From whoever made the pack, by another way than the pack itself. Anything else that arrives is thrown away."
            value={sha256}
            onValueChange={setSha256}
            error={problemOf('sha256', sha256)}
            inputClassName="font-mono"
          />
          {download.error !== null && !isCancellation(download.error) && (
            <ErrorNotice error={download.error} />
          )}
        </div>
      </Dialog>
    </>
  );
}
