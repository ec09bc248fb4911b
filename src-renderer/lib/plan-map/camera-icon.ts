/** The pin of a camera as a Leaflet icon: a round badge with a beak towards where it looks, its name below. */
import L from 'leaflet';

export interface CameraIconOptions {
  readonly name: string;
  readonly headingDeg: number;
  readonly isSelected: boolean;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Side of the icon in screen pixels; the badge sits in the middle. */
const SIZE_PX = 40;

/** Built from DOM nodes, not from a string: a camera's name is the operator's text. */
export function cameraIcon({ name, headingDeg, isSelected }: CameraIconOptions): L.DivIcon {
  const root = document.createElement('div');
  root.className = 'relative size-full';
  root.append(badge(headingDeg, isSelected), label(name, isSelected));
  return L.divIcon({ html: root, iconSize: [SIZE_PX, SIZE_PX], iconAnchor: [SIZE_PX / 2, SIZE_PX / 2] });
}

function badge(headingDeg: number, isSelected: boolean): SVGElement {
  const svg = element('svg', { viewBox: '-20 -20 40 40', 'aria-hidden': 'true' });
  svg.setAttribute('class', `size-full drop-shadow-md ${isSelected ? 'text-accent' : 'text-ink-2'}`);
  const turned = element('g', { transform: `rotate(${headingDeg})` });
  turned.append(
    element('path', {
      d: 'M0 -18 L6.5 -9.5 A11.5 11.5 0 1 1 -6.5 -9.5 Z',
      class: 'fill-current stroke-raised',
      'stroke-width': '2',
      'stroke-linejoin': 'round',
    }),
  );
  // The camera glyph stays upright whatever the heading, so that it is always read as one.
  const glyph = element('g', { class: 'fill-raised' });
  glyph.append(
    element('rect', { x: '-6', y: '-3.75', width: '8', height: '7.5', rx: '1.75' }),
    element('path', { d: 'M2.8 -1.1 L6 -3 V3 L2.8 1.1 Z' }),
  );
  svg.append(turned, glyph);
  return svg;
}

function label(name: string, isSelected: boolean): HTMLElement {
  const text = document.createElement('span');
  const role = document.createElement('span');
  role.className = 'sr-only';
  role.textContent = ' pin';
  text.append(name, role);
  text.className =
    'pointer-events-none absolute top-full left-1/2 -mt-1 max-w-40 -translate-x-1/2 truncate rounded-sm px-1.5 text-2xs font-medium shadow-low ' +
    (isSelected ? 'bg-accent text-on-accent' : 'bg-raised text-ink border border-line');
  return text;
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
