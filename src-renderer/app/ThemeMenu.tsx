import { Monitor, Moon, Sun } from 'lucide-react';
import { type ThemeChoice, useTheme } from '../lib/theme.ts';
import { IconButton, Menu, MenuItem } from '../ui/index.ts';

const choices: readonly { choice: ThemeChoice; label: string; icon: typeof Sun }[] = [
  { choice: 'system', label: 'Follow the system', icon: Monitor },
  { choice: 'light', label: 'Light', icon: Sun },
  { choice: 'dark', label: 'Dark', icon: Moon },
];

export function ThemeMenu() {
  const { theme, choice, choose } = useTheme();
  return (
    <Menu side="top" trigger={<IconButton label="Theme" icon={theme === 'dark' ? <Moon /> : <Sun />} />}>
      {choices.map((item) => (
        <MenuItem key={item.choice} icon={<item.icon />} onSelect={() => choose(item.choice)}>
          {item.label}
          {item.choice === choice && <span className="sr-only"> (chosen)</span>}
        </MenuItem>
      ))}
    </Menu>
  );
}
