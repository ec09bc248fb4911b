import { useState } from 'react';
import { formatWallTime, parseWallTime, type WallTime } from '../../../lib/wall-time.ts';
import { TextField } from '../../../ui/index.ts';

const problems: Partial<Record<WallTime['kind'], string>> = {
  invalid: 'Write the time as 2026-11-22 10:00.',
  skipped: 'The clocks went forward over this time: it did not exist.',
};

export interface TimeFieldProps {
  label: string;
  utcMs: number | null;
  timeZone: string;
  /** Null when the field was emptied. */
  onCommit(utcMs: number | null): void;
}

/** A wall-clock time that may be left open; taken over when the field is left or Enter is pressed. */
export function TimeField({ label, utcMs, timeZone, onCommit }: TimeFieldProps) {
  const shown = utcMs === null ? '' : formatWallTime(utcMs, timeZone);
  const [text, setText] = useState(shown);
  const [problem, setProblem] = useState<string | null>(null);
  const [committedUtcMs, setCommittedUtcMs] = useState(utcMs);
  // Taken over, cleared or gone back to: the field stays the same one, so that it keeps the focus.
  if (utcMs !== committedUtcMs) {
    setCommittedUtcMs(utcMs);
    setText(shown);
    setProblem(null);
  }
  const commit = () => {
    if (text.trim() === shown) return setProblem(null);
    if (text.trim() === '') return onCommit(null);
    const time = parseWallTime(text, timeZone);
    setProblem(problems[time.kind] ?? null);
    if (time.kind === 'valid') onCommit(time.utcMs);
    // A limit needs no choice between the two: an hour more of the night is searched.
    if (time.kind === 'ambiguous') onCommit(time.choices[label === 'To' ? 1 : 0].utcMs);
  };
  return (
    <TextField
      label={label}
      placeholder="any time"
      value={text}
      onValueChange={setText}
      error={problem}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
