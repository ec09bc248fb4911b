/** Small drawing pieces that every page uses. Coordinates in points from the top-left corner. */
import type { Pdf } from './document.ts';
import { colours, contentWidth, fonts, page } from './theme.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  readonly size?: number;
  readonly isBold?: boolean;
  readonly colour?: string;
  readonly width?: number;
  readonly align?: 'left' | 'right' | 'center';
  /** One line, cut with an ellipsis where it does not fit into `width`. */
  readonly isSingleLine?: boolean;
  readonly lineGap?: number;
}

/** Draws text and returns the y below it. */
export function drawText(pdf: Pdf, text: string, x: number, y: number, style: TextStyle = {}): number {
  const options = setStyle(pdf, style);
  const height = style.isSingleLine ? pdf.currentLineHeight(true) : pdf.heightOfString(text, options);
  pdf.fillColor(style.colour ?? colours.ink);
  // A height makes pdfkit cut with an ellipsis, and never start a page by itself.
  pdf.text(text, x, y, { ...options, height: height + 0.5, ellipsis: style.isSingleLine === true });
  return y + height;
}

export function textHeight(pdf: Pdf, text: string, style: TextStyle): number {
  return pdf.heightOfString(text, setStyle(pdf, style));
}

export function textWidth(pdf: Pdf, text: string, style: TextStyle): number {
  setStyle(pdf, style);
  return pdf.widthOfString(text);
}

function setStyle(pdf: Pdf, style: TextStyle): PDFKit.Mixins.TextOptions {
  pdf.font(style.isBold ? fonts.semiBold : fonts.regular).fontSize(style.size ?? 9);
  return { width: style.width ?? contentWidth, align: style.align ?? 'left', lineGap: style.lineGap ?? 0 };
}

/** Starts a page with its heading, and a sentence under it. Returns the y below them. */
export function startPage(pdf: Pdf, heading: string, lead: string): number {
  pdf.addPage();
  pdf.rect(page.margin, 46, 22, 3).fill(colours.accent);
  const below = drawText(pdf, heading, page.margin, 56, { size: 18, isBold: true });
  return drawText(pdf, lead, page.margin, below + 4, { size: 9, colour: colours.muted, lineGap: 1.5 }) + 14;
}

/** Fills a rectangle with diagonal lines: time that nobody observed. */
export function drawHatch(pdf: Pdf, { x, y, width, height }: Rect, gap = 4): void {
  if (width <= 0 || height <= 0) return;
  pdf.save();
  pdf.rect(x, y, width, height).clip();
  pdf.rect(x, y, width, height).fill(colours.surface);
  pdf.lineWidth(0.6).strokeColor(colours.hatch);
  for (let offset = -height; offset < width; offset += gap) {
    pdf.moveTo(x + offset, y + height).lineTo(x + offset + height, y);
  }
  pdf.stroke();
  pdf.restore();
}
