import { useState } from 'react';
import { formatWallTime, parseWallTime, type WallTime } from '../../../lib/wall-time.ts';
import { Button, TextField } from '../../../ui/index.ts';

export interface StartFormProps {
  startUtcMs: number | null;
  timeZone: string;
  onCommit(startUtcMs: number): void;
}

const problems: Partial<Record<WallTime['kind'], string>> = {
  invalid: 'Write the time as 2026-11-22 10:00:00.',
  skipped: 'The clocks went forward over this time: it did not exist.',
};

export function StartForm({ startUtcMs, timeZone, onCommit }: StartFormProps) {
  const [text, setText] = useState(() => (startUtcMs === null ? '' : formatWallTime(startUtcMs, timeZone)));
  const [isChecked, setIsChecked] = useState(false);
  const time = parseWallTime(text, timeZone);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setIsChecked(true);
        if (time.kind === 'valid') onCommit(time.utcMs);
      }}
    >
      <TextField
        label="Start time"
        placeholder="2026-11-22 10:00:00"
        value={text}
        onValueChange={(next) => {
          setText(next);
          setIsChecked(false);
        }}
        hint={`In the study’s time zone, ${timeZone}.`}
        error={isChecked ? problems[time.kind] : null}
        autoFocus
      />
      {time.kind === 'ambiguous' ? (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-xs text-ink-2">
            The clocks went back that night, so this time came twice. Which one is it?
          </legend>
          {time.choices.map((choice, index) => (
            <Button key={choice.utcMs} onClick={() => onCommit(choice.utcMs)}>
              {index === 0 ? 'The first' : 'The second'} (UTC{choice.offset})
            </Button>
          ))}
        </fieldset>
      ) : (
        <Button type="submit" variant="primary">
          Set start time
        </Button>
      )}
    </form>
  );
}
