interface Item {
  readonly role?: string;
}

export const Menu = {
  /** What the application set last. */
  current: null as readonly Item[] | null,
  buildFromTemplate: (template: readonly Item[]) => template,
  setApplicationMenu(menu: readonly Item[]): void {
    Menu.current = menu;
  },
};
