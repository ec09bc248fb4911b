import { Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { type ThemeChoice, useTheme } from '../lib/theme.ts';
import { IconButton, Menu, MenuChoice } from '../ui/index.ts';

const options: readonly { value: ThemeChoice; label: string; icon: ReactNode }[] = [
  { value: 'system', label: 'Follow the system', icon: <Monitor /> },
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
];

export function ThemeMenu() {
  const { theme, choice, choose } = useTheme();
  return (
    <Menu side="top" trigger={<IconButton label="Theme" icon={theme === 'dark' ? <Moon /> : <Sun />} />}>
      <MenuChoice value={choice} onValueChange={choose} options={options} />
    </Menu>
  );
}
