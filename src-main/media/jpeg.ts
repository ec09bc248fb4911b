import {
  AV_CODEC_FLAG_QSCALE,
  AV_CODEC_ID_MJPEG,
  AV_CODEC_ID_PNG,
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUVJ444P,
  AVCOL_RANGE_JPEG,
  type AVCodecID,
  type AVPixelFormat,
  FF_QP2LAMBDA,
  SWS_BILINEAR,
} from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational, SoftwareScaleContext } from 'node-av/lib';
import { AppError } from '#shared/errors.ts';
import type { SizePx } from '../core/geometry/letterbox.ts';
import type { RgbImage } from '../core/geometry/rgb-image.ts';
import { check } from './ffmpeg.ts';
import { PictureConverter } from './picture-converter.ts';
import { jpegBytes, type YuvPicture } from './yuv-picture.ts';

/** FFmpeg's quantiser scale for JPEG: 2 is best, 31 worst. At 3 a picture of a person takes 5–15 kB. */
const DEFAULT_QUANTISER = 3;

/**
 * A picture as JPEG (4:4:4: the colours of a shoe of a few pixels must not run out). The same picture gives the same
 * bytes. Throws RangeError for an empty picture.
 */
export function encodeJpeg(image: RgbImage, quantiser = DEFAULT_QUANTISER): Uint8Array {
  if (image.widthPx < 1 || image.heightPx < 1)
    throw new RangeError(`picture of ${image.widthPx}×${image.heightPx}`);
  using frame = new Frame();
  frame.alloc();
  frame.format = AV_PIX_FMT_YUVJ444P;
  frame.width = image.widthPx;
  frame.height = image.heightPx;
  frame.colorRange = AVCOL_RANGE_JPEG;
  check(frame.getBuffer(), 'make room for a picture');
  using source = Frame.fromVideoBuffer(
    Buffer.from(image.data.buffer, image.data.byteOffset, image.data.byteLength),
    {
      width: image.widthPx,
      height: image.heightPx,
      format: AV_PIX_FMT_RGB24,
    },
  );
  using scaler = new SoftwareScaleContext();
  scaler.getContext(
    image.widthPx,
    image.heightPx,
    AV_PIX_FMT_RGB24,
    image.widthPx,
    image.heightPx,
    AV_PIX_FMT_YUVJ444P,
    SWS_BILINEAR,
  );
  check(scaler.scaleFrameSync(frame, source), 'convert a picture');
  return encodeFrame(frame, quantiser);
}

/**
 * A picture as JPEG with the chroma samples that it has: more would show nothing more. The same picture gives the same
 * bytes.
 */
export function encodeYuvJpeg(picture: YuvPicture, quantiser = DEFAULT_QUANTISER): Uint8Array {
  const { format, bytes } = jpegBytes(picture);
  using frame = Frame.fromVideoBuffer(Buffer.from(bytes.buffer), {
    width: picture.widthPx,
    height: picture.heightPx,
    format,
  });
  frame.colorRange = AVCOL_RANGE_JPEG;
  return encodeFrame(frame, quantiser);
}

/** `frame`: of full range, in a format of JPEG's. */
function encodeFrame(frame: Frame, quantiser: number): Uint8Array {
  const size = { widthPx: frame.width, heightPx: frame.height };
  using codec = openJpegEncoder(size, frame.format as AVPixelFormat, quantiser);
  frame.pts = 0n;
  frame.quality = quantiser * FF_QP2LAMBDA;
  check(codec.sendFrameSync(frame), 'encode a JPEG');
  using packet = new Packet();
  packet.alloc();
  check(codec.receivePacketSync(packet), 'encode a JPEG');
  return new Uint8Array(packet.data!);
}

/** Decodes a JPEG or PNG. Errors: INVALID_INPUT when it is neither, or damaged. */
export function decodeImage(bytes: Uint8Array): RgbImage {
  const codecId = sniffPicture(bytes);
  const codec = codecId === null ? null : Codec.findDecoder(codecId);
  if (codec === null) throw invalidPicture();
  using context = new CodecContext();
  context.allocContext3(codec);
  context.threadCount = 1;
  check(context.open2Sync(codec), 'open the decoder of a picture');
  using packet = new Packet();
  packet.alloc();
  packet.data = Buffer.from(bytes);
  using frame = new Frame();
  frame.alloc();
  if (context.sendPacketSync(packet) < 0 || context.sendPacketSync(null) < 0) throw invalidPicture();
  if (context.receiveFrameSync(frame) < 0) throw invalidPicture();
  using converter = new PictureConverter();
  return converter.toRgb(frame, frame.width, frame.height);
}

function openJpegEncoder(
  { widthPx, heightPx }: SizePx,
  format: AVPixelFormat,
  quantiser: number,
): CodecContext {
  const codec = Codec.findEncoder(AV_CODEC_ID_MJPEG);
  if (codec === null) throw new Error('FFmpeg was built without a JPEG encoder');
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = widthPx;
  context.height = heightPx;
  context.pixelFormat = format;
  context.colorRange = AVCOL_RANGE_JPEG;
  context.timeBase = new Rational(1, 25);
  context.threadCount = 1;
  context.setFlags(AV_CODEC_FLAG_QSCALE);
  context.globalQuality = quantiser * FF_QP2LAMBDA;
  try {
    check(context.open2Sync(codec), 'open the JPEG encoder');
  } catch (error) {
    context.freeContext();
    throw error;
  }
  return context;
}

function sniffPicture(bytes: Uint8Array): AVCodecID | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return AV_CODEC_ID_MJPEG;
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47)
    return AV_CODEC_ID_PNG;
  return null;
}

function invalidPicture(): AppError {
  return new AppError(
    'INVALID_INPUT',
    'This is not a JPEG or PNG picture, or it is damaged.',
    'Choose another picture.',
  );
}
