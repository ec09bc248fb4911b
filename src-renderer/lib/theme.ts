/** The theme: the system's, unless the user chose one. Kept in this browser, not in the study. */
import { create } from 'zustand';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const storageKey = 'wandr.theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function themeOf(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice;
  return systemDark.matches ? 'dark' : 'light';
}

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly theme: Theme;
  choose(choice: ThemeChoice): void;
}

export const useTheme = create<ThemeState>((set) => ({
  choice: storedChoice(),
  theme: themeOf(storedChoice()),
  choose: (choice) => {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
    set({ choice, theme: themeOf(choice) });
  },
}));

function apply({ theme }: ThemeState): void {
  document.documentElement.dataset.theme = theme;
}

/** Puts the theme on the document and follows the system; called once, before the first paint. */
export function startTheme(): void {
  apply(useTheme.getState());
  useTheme.subscribe(apply);
  systemDark.addEventListener('change', () =>
    useTheme.setState(({ choice }) => ({ theme: themeOf(choice) })),
  );
}
