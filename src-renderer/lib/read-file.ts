import { AppError } from '#shared/errors.ts';

/** What is in a file that the user chose or dropped, base64. Errors: FILE_MISSING. */
export function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = reader.result as string;
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => {
      const message = `“${file.name}” could not be read.`;
      const hint = 'Check that the file is still there.';
      reject(new AppError('FILE_MISSING', message, hint, { cause: reader.error }));
    };
    reader.readAsDataURL(file);
  });
}
