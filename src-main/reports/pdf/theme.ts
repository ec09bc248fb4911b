/** Measures in PDF points (1/72 inch) on A4 upright; y grows downwards. */
export const page = Object.freeze({ width: 595.28, height: 841.89, margin: 48, footerTop: 806 });
export const contentWidth = page.width - 2 * page.margin;
/** Content ends here; below is the footer. */
export const contentBottom = page.footerTop - 14;

export const colours = Object.freeze({
  ink: '#16202e',
  muted: '#5b6675',
  faint: '#8b95a3',
  line: '#dbe0e8',
  surface: '#f4f6f9',
  accent: '#0f6e74',
  accentSoft: '#d3e9e8',
  warm: '#b4560f',
  hatch: '#b9c1cc',
  white: '#ffffff',
});

/** Names under which the fonts are registered. */
export const fonts = Object.freeze({ regular: 'regular', semiBold: 'semi-bold' });
