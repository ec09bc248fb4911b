import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { timeZoneSchema } from '#shared/units.ts';
import { enterStudy, orpc } from '../../api/index.ts';
import { useFolderPicker } from '../../lib/folder-picker/use-folder-picker.tsx';
import { localTimeZone } from '../../lib/format.ts';
import { Button, Dialog, ErrorNotice, TextField } from '../../ui/index.ts';
import { leaveStudies } from './leave-studies.ts';

export interface CreateStudyDialogProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

export function CreateStudyDialog({ isOpen, onOpenChange }: CreateStudyDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="New study"
      description="Wandr makes one folder for it. Your footage stays where it is."
    >
      <CreateStudyForm onOpenChange={onOpenChange} />
    </Dialog>
  );
}

const timeZones = Intl.supportedValuesOf('timeZone');

/** Lives only while the dialog is open, so that every opening starts with an empty form. */
function CreateStudyForm({ onOpenChange }: Pick<CreateStudyDialogProps, 'onOpenChange'>) {
  const { data: info } = useQuery(orpc.system.info.queryOptions());
  const [name, setName] = useState('');
  const [chosenFolder, setChosenFolder] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState(localTimeZone);
  const folder = chosenFolder ?? info?.studiesFolder ?? '';
  const isTimeZoneValid = timeZoneSchema.safeParse(timeZone).success;
  const isValid = name.trim() !== '' && folder !== '' && isTimeZoneValid;

  const create = useMutation(
    orpc.studies.create.mutationOptions({
      onSuccess: async (study) => {
        onOpenChange(false);
        await enterStudy(study);
        leaveStudies('footage');
      },
    }),
  );
  const picker = useFolderPicker({
    title: 'Where should the study live?',
    chooseLabel: 'Use this folder',
    kind: 'folder',
    onChoose: setChosenFolder,
  });

  return (
    <>
      <form
        className="flex flex-col gap-4 pb-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) create.mutate({ name: name.trim(), folder, timeZone });
        }}
      >
        <TextField
          label="Name"
          placeholder="North Mall, November"
          value={name}
          onValueChange={setName}
          maxLength={80}
          autoFocus
          required
        />
        <div className="flex items-end gap-2">
          <TextField
            label="Folder"
            value={folder}
            onValueChange={setChosenFolder}
            className="flex-1"
            required
          />
          <Button onClick={picker.open}>Browse…</Button>
        </div>
        <TextField
          label="Time zone of the cameras"
          list="time-zones"
          value={timeZone}
          onValueChange={setTimeZone}
          hint="Recorders write local time; Wandr reads it in this zone."
          error={isTimeZoneValid ? null : 'Not a time zone. An example: Europe/Berlin.'}
          required
        />
        <datalist id="time-zones">
          {timeZones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        {create.error !== null && <ErrorNotice error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!isValid} isBusy={create.isPending}>
            Create study
          </Button>
        </div>
      </form>
      {/* Outside the form: what the picker's own forms submit would bubble through the portal. */}
      {picker.dialog}
    </>
  );
}
