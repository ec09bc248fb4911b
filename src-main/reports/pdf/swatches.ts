import type { Outfit } from '#shared/contract/analysis.ts';
import type { Pdf } from './document.ts';
import { colours } from './theme.ts';

const SIZE = 11;
const GAP = 3;

/** Top, bottom and shoes as three squares; a dash where a colour is unknown. */
export function drawSwatches(pdf: Pdf, outfit: Outfit, x: number, y: number): void {
  [outfit.top, outfit.bottom, outfit.shoes].forEach((colour, index) => {
    const left = x + index * (SIZE + GAP);
    if (colour) {
      pdf.roundedRect(left, y, SIZE, SIZE, 2).fillAndStroke(colour.hex, colours.hatch);
      return;
    }
    pdf.moveTo(left + 3, y + SIZE / 2).lineTo(left + SIZE - 3, y + SIZE / 2);
    pdf.lineWidth(0.8).strokeColor(colours.hatch).stroke();
  });
}
