/** The dialogs, with the answers that the test gives. */
export const dialog = {
  /** The folder that the user will choose; null closes the dialog. */
  nextFolder: null as string | null,
  errors: [] as string[],

  async showOpenDialog(_window: unknown, options: { properties: string[] }) {
    if (!options.properties.includes('openDirectory')) throw new Error('Only folders are chosen in Wandr.');
    const { nextFolder } = dialog;
    return nextFolder === null
      ? { canceled: true, filePaths: [] }
      : { canceled: false, filePaths: [nextFolder] };
  },

  showErrorBox(title: string, content: string): void {
    dialog.errors.push(`${title}: ${content}`);
  },
};
