import clsx from 'clsx';
import { Monitor, Moon, Sun } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { type ThemeChoice, useTheme } from '../../lib/theme.ts';

const choices: readonly { value: ThemeChoice; label: string; icon: typeof Sun }[] = [
  { value: 'system', label: 'System', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
];

export function ThemeChoices() {
  const { choice, choose } = useTheme();
  return (
    <RadioGroup.Root
      aria-label="Theme"
      value={choice}
      onValueChange={(value) => choose(value as ThemeChoice)}
      className="grid grid-cols-3 gap-3"
    >
      {choices.map(({ value, label, icon: Icon }) => (
        <RadioGroup.Item
          key={value}
          value={value}
          className={clsx(
            'flex h-16 items-center justify-center gap-2 rounded-lg border font-medium transition-colors',
            value === choice
              ? 'border-accent bg-accent-soft text-accent-ink'
              : 'border-line-strong text-ink-2 hover:bg-hover',
          )}
        >
          <Icon aria-hidden className="size-4" />
          {label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
