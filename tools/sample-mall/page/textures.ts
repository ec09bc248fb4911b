/** Pictures painted at run time with a seeded generator: no file, no licence, the same every time. */
import * as THREE from 'three';
import { Random } from '../../random.ts';

type Paint = (context: CanvasRenderingContext2D, size: { w: number; h: number }, random: Random) => void;

function paint(w: number, h: number, seed: number, draw: Paint): THREE.CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = w;
  canvas.height = h;
  const context = canvas.getContext('2d', { willReadFrequently: false });
  if (!context) throw new Error('no 2D canvas');
  draw(context, { w, h }, new Random(seed));
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.anisotropy = 4;
  texture.wrapS = texture.wrapT = THREE.RepeatWrapping;
  return texture;
}

function speckle(
  context: CanvasRenderingContext2D,
  size: { w: number; h: number },
  random: Random,
  strength: number,
): void {
  const image = context.getImageData(0, 0, size.w, size.h);
  for (let i = 0; i < image.data.length; i += 4) {
    const delta = random.normal(0, strength);
    for (let c = 0; c < 3; c++) image.data[i + c] = (image.data[i + c] ?? 0) + delta;
  }
  context.putImageData(image, 0, 0);
}

/** Polished stone tiles, two by two in one picture; one picture covers 2.4 m. */
export const floorTexture = (level: 0 | 1): THREE.CanvasTexture =>
  paint(512, 512, 11 + level, (context, size, random) => {
    const base = level === 0 ? [196, 188, 176] : [176, 174, 172];
    for (let tile = 0; tile < 4; tile++) {
      const x = (tile % 2) * 256;
      const y = Math.floor(tile / 2) * 256;
      const shade = random.between(-7, 7);
      context.fillStyle = `rgb(${base.map((v) => Math.round(v + shade)).join(',')})`;
      context.fillRect(x, y, 256, 256);
      for (let vein = 0; vein < 14; vein++) {
        context.strokeStyle = `rgba(${random.chance(0.5) ? '120,112,104' : '225,220,212'},${random.between(0.05, 0.16)})`;
        context.lineWidth = random.between(1, 7);
        context.beginPath();
        let px = x + random.between(0, 256);
        let py = y + random.between(0, 256);
        context.moveTo(px, py);
        for (let step = 0; step < 5; step++) {
          px += random.normal(0, 40);
          py += random.normal(0, 40);
          context.lineTo(Math.min(x + 255, Math.max(x, px)), Math.min(y + 255, Math.max(y, py)));
        }
        context.stroke();
      }
    }
    context.strokeStyle = 'rgba(95,88,82,.8)';
    context.lineWidth = 3;
    context.strokeRect(0, 0, 256, 256);
    context.strokeRect(256, 256, 256, 256);
    context.strokeRect(0, 256, 256, 256);
    context.strokeRect(256, 0, 256, 256);
    speckle(context, size, random, 4);
  });

export const wallTexture = (): THREE.CanvasTexture =>
  paint(256, 256, 21, (context, size, random) => {
    context.fillStyle = '#cfc9bf';
    context.fillRect(0, 0, size.w, size.h);
    speckle(context, size, random, 5);
  });

export const signTexture = (name: string, accent: string): THREE.CanvasTexture =>
  paint(512, 80, name.length, (context, size) => {
    context.fillStyle = '#1d1d20';
    context.fillRect(0, 0, size.w, size.h);
    context.fillStyle = accent;
    context.fillRect(0, size.h - 8, size.w, 8);
    context.fillStyle = '#f4efe6';
    context.font = '600 46px sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(name, size.w / 2, size.h / 2 - 2);
  });

/** The inside of a shop seen through its glass: shelves with goods, mannequin-like stands, warm light. */
export const displayTexture = (accent: string, seed: number): THREE.CanvasTexture =>
  paint(512, 256, seed, (context, size, random) => {
    const glow = context.createLinearGradient(0, 0, 0, size.h);
    glow.addColorStop(0, '#efe2c4');
    glow.addColorStop(0.55, '#a9977c');
    glow.addColorStop(1, '#5f5344');
    context.fillStyle = glow;
    context.fillRect(0, 0, size.w, size.h);
    const goods = [accent, '#d8d2c6', '#39404a', '#8d4a3d', '#5b7a86', '#b59a5b', '#2b2a2c', '#97a08a'];
    for (let shelf = 0; shelf < 4; shelf++) {
      const y = 36 + shelf * 46;
      let x = random.between(0, 14);
      while (x < size.w) {
        const w = random.between(7, 26);
        const h = random.between(12, 34);
        context.fillStyle = random.pick(goods);
        context.globalAlpha = random.between(0.55, 0.95);
        context.fillRect(x, y + 36 - h, w, h);
        x += w + random.between(1, 12);
      }
      context.globalAlpha = 1;
      context.fillStyle = '#3a332b';
      context.fillRect(0, y + 36, size.w, 4);
    }
    for (let stand = 0; stand < 3; stand++) {
      const x = random.between(40, size.w - 40);
      context.fillStyle = random.pick(goods);
      context.fillRect(x - 16, 96, 32, 70);
      context.fillStyle = '#2d2a27';
      context.fillRect(x - 12, 166, 10, 84);
      context.fillRect(x + 3, 166, 10, 84);
    }
    context.fillStyle = 'rgba(255,255,255,.08)';
    context.beginPath();
    context.moveTo(60, 0);
    context.lineTo(150, 0);
    context.lineTo(40, size.h);
    context.lineTo(-50, size.h);
    context.fill();
    speckle(context, size, random, 6);
  });

export const ceilingTexture = (): THREE.CanvasTexture =>
  paint(256, 256, 31, (context, size, random) => {
    context.fillStyle = '#b9b6b0';
    context.fillRect(0, 0, size.w, size.h);
    context.strokeStyle = '#8f8c87';
    context.lineWidth = 3;
    context.strokeRect(0, 0, size.w, size.h);
    speckle(context, size, random, 3);
  });

/** A soft dark spot under the feet: what is left of a shadow under many ceiling lights. */
export const contactShadowTexture = (): THREE.CanvasTexture =>
  paint(128, 128, 41, (context) => {
    const spot = context.createRadialGradient(64, 64, 4, 64, 64, 62);
    spot.addColorStop(0, 'rgba(0,0,0,.62)');
    spot.addColorStop(0.4, 'rgba(0,0,0,.32)');
    spot.addColorStop(1, 'rgba(0,0,0,0)');
    context.clearRect(0, 0, 128, 128);
    context.fillStyle = spot;
    context.fillRect(0, 0, 128, 128);
  });
