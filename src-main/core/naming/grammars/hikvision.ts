/**
 * Hikvision and its labels (Annke, HiLook, LaView, Hyundai).
 *
 * - Client export: `Shop_Camera 01_20261120100000_20261120101000.mp4`, `Camera 01_NVR_20261120100000_
 *   20261120101000_1234.mp4`, `_Camera 01_20261120132433_59073164.mp4`.
 * - FTP and web client: `192.168.1.64_01_20261120100000123_LINE_DETECTION.mp4`, the last three digits milliseconds.
 * - Web download: `ch01_00000000037000000.mp4`. The 17 digits number a block of the disk; they are never a time.
 * - SD card: `datadir0/hiv00012.mp4`, times only in the card's index.
 */
import { wallAt } from '../candidate.ts';
import { defineGrammar, firstOf } from '../grammar.ts';
import { wallFromDigits } from '../stamps.ts';

const EXPORT = /^(.*?)_?(\d{14})(?:_(\d{14}))?(?:_\d+)?(?:\s*\(\d+\))?$/;
const DEFAULT_CAMERA = /^(?:IP\s?)?(?:camera|cámara|caméra|kamera)\s?(\d{1,3})$/i;
const FTP = /^(\d{1,3}(?:\.\d{1,3}){3})_(\d{1,3})_(\d{14})\d{3}(?:_\w+)?$/;
const DISK_BLOCK = /^ch(\d{1,4})_\d{17}(?!\d)/i;
const SD_CARD = /^hiv\d{5}$/i;

export const hikvision = defineGrammar(
  'hikvision',
  firstOf(
    ({ stem }) => {
      const match = DISK_BLOCK.exec(stem);
      return match && { channel: Number(match[1]), confidence: 0.95 };
    },
    ({ stem }) => (SD_CARD.test(stem) ? { confidence: 0.95 } : null),
    ({ stem }) => {
      const match = FTP.exec(stem);
      const start = match && wallFromDigits(match[3]!);
      if (!start) return null;
      return { start: wallAt(start), device: match[1]!, channel: Number(match[2]), confidence: 0.93 };
    },
    ({ stem }) => {
      const match = EXPORT.exec(stem);
      if (!match) return null;
      const parts = match[1]!.split('_').filter((part) => part !== '');
      const cameraIndex = parts.findIndex((part) => DEFAULT_CAMERA.test(part.trim()));
      const start = wallFromDigits(match[2]!);
      if (cameraIndex < 0 || !start) return null;
      const camera = parts[cameraIndex]!.trim();
      return {
        start: wallAt(start),
        end: match[3] ? wallAt(wallFromDigits(match[3])) : null,
        camera,
        channel: Number(DEFAULT_CAMERA.exec(camera)![1]),
        device: parts.filter((_, i) => i !== cameraIndex).join('_') || null,
        confidence: match[3] ? 0.97 : 0.9,
      };
    },
  ),
);
