import { Keyboard } from 'lucide-react';
import { IconButton, Kbd, Popover } from '../../ui/index.ts';

const shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Space'], does: 'Play or pause' },
  { keys: [',', '.'], does: 'One frame back, forward' },
  { keys: ['J', 'K', 'L'], does: 'Backwards, stop, forwards; again for 2×, 4×, 8×' },
  { keys: ['←', '→'], does: 'One second back, forward; Shift for ten' },
  { keys: ['Home', 'End'], does: 'Start, end of the recording' },
  { keys: ['−', '+'], does: 'Slower, faster' },
  { keys: ['[', ']'], does: 'Previous, next person' },
  { keys: ['B'], does: 'Show or hide the boxes' },
  { keys: ['Esc'], does: 'Select nobody' },
];

export function ShortcutsHelp() {
  return (
    <Popover
      label="Keyboard shortcuts"
      align="end"
      trigger={<IconButton label="Keyboard shortcuts" tooltipSide="bottom" icon={<Keyboard aria-hidden />} />}
    >
      <h2 className="mb-2 font-semibold">Keyboard shortcuts</h2>
      <dl className="grid grid-cols-[max-content_1fr] items-center gap-x-4 gap-y-1.5">
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
    </Popover>
  );
}
